import type { Readable } from 'node:stream';
import { extractErrorAtTheEndOfChunk } from '@clickhouse/client';

/** Values by column: there are as many arrays to read as columns, and not as rows. */
export const FORMAT = 'JSONColumnsWithMetadata';

/** How every answer that is whole ends. */
const END = '}\n';

/**
 * The text of an answer in the format {@link FORMAT}: one document, so that what was cut off is not one. An error that the
 * engine meets on the way it writes after what it has sent, and then it cuts the connection: that error is the reason.
 * @param tag what the engine said in its header that it marks an error with
 * @throws ClickHouseError that the engine met, Error when it ends anywhere else
 */
export async function textOf(stream: Readable, tag: string | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  // Not with an iterator: it waits until the client has put its connection away.
  const fault = await new Promise<Error | null>((resolve) => {
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.once('end', () => resolve(null));
    stream.once('error', resolve);
    stream.once('close', () => resolve(cutOff()));
  });
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString();
  if (fault || !text.endsWith(END)) throw toldIn(bytes, tag) ?? fault ?? cutOff();
  return text;
}

const cutOff = (): Error => new Error('Premature close of an answer');

const toldIn = (bytes: Buffer, tag: string | undefined): Error | null =>
  tag && bytes.includes(`__exception__\r\n${tag}`) ? extractErrorAtTheEndOfChunk(bytes, tag) : null;

/** The rows of a whole answer, by the names of their columns. */
export function rowsOf<Row>(text: string): Row[] {
  const { data, rows } = JSON.parse(text) as { data: Record<string, unknown[]>; rows: number };
  const columns = Object.entries(data);
  return Array.from({ length: rows }, (_, index) => {
    const row: Record<string, unknown> = {};
    for (const [name, values] of columns) row[name] = values[index];
    return row as Row;
  });
}
