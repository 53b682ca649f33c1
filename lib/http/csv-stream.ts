import { BYTE_ORDER_MARK, type CsvDownload, csvHeader, csvRow } from './csv';

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * The bytes of a download, made only as fast as they are read. A fault while rows are being made errors the stream,
 * which resets the connection: a file that is not whole must not look whole.
 */
export async function csvStream(
  { columns, rows }: CsvDownload,
  options: { bom: boolean },
): Promise<ReadableStream<Uint8Array>> {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  // The first row is read before anything is answered, so that an early fault is a problem and not half a file.
  let next = await iterator.next();
  let text = (options.bom ? BYTE_ORDER_MARK : '') + csvHeader(columns);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      while (!next.done && text.length < CHUNK_CHARACTERS) {
        text += csvRow(next.value, columns);
        next = await iterator.next();
      }
      if (text !== '') controller.enqueue(encoder.encode(text));
      text = '';
      if (next.done) controller.close();
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
