import { BYTE_ORDER_MARK, type CsvDownload, csvHeader, csvRow } from './csv';

const CHUNK_CHARACTERS = 64 * 1024;
/** Of a reader that takes nothing: a line of ten thousand bits a second takes a chunk in this time. */
const STALLED_MS = 60_000;

/** Nothing is wrong with the portal. */
class StalledReader extends Error {
  override readonly name = 'StalledReader';

  constructor() {
    super('the reader of the file stands still');
  }
}

/** Whether that is why an answer failed, by name: pages and routes are bundled apart. */
export const isStalled = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'StalledReader' || isStalled(error.cause));

/**
 * The bytes of a download, made only as fast as they are read. A fault while rows are being made errors the stream,
 * which resets the connection: a file that is not whole must not look whole. So does a reader that stands still: what makes
 * the rows is one of few, and others wait for it.
 */
export async function csvStream(
  { columns, rows }: CsvDownload,
  options: { bom: boolean; stalledMs?: number },
): Promise<ReadableStream<Uint8Array>> {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  // The first row is read before anything is answered, so that an early fault is a problem and not half a file.
  let next = await iterator.next();
  let text = (options.bom ? BYTE_ORDER_MARK : '') + csvHeader(columns);
  const encoder = new TextEncoder();
  let stalled: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      clearTimeout(stalled);
      while (!next.done && text.length < CHUNK_CHARACTERS) {
        text += csvRow(next.value, columns);
        next = await iterator.next();
      }
      if (text !== '') controller.enqueue(encoder.encode(text));
      text = '';
      if (next.done) return controller.close();
      stalled = setTimeout(() => {
        controller.error(new StalledReader());
        Promise.resolve(iterator.return?.()).catch(() => undefined);
      }, options.stalledMs ?? STALLED_MS).unref();
    },
    async cancel() {
      clearTimeout(stalled);
      await iterator.return?.();
    },
  });
}
