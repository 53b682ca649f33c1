import type { Readable } from 'node:stream';
import { extractErrorAtTheEndOfChunk } from '@clickhouse/client';

/** How every answer that is whole ends. */
const END = '}\n';

/**
 * The text of an answer in the format JSONCompact: one document, so that what was cut off is not one. An error that the
 * engine meets on the way it writes after what it has sent, and then it cuts the connection: that error is the reason.
 * @param tag what the engine said in its header that it marks an error with
 * @throws ClickHouseError that the engine met, Error when it ends anywhere else
 */
export async function textOf(stream: Readable, tag: string | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch (error) {
    throw toldIn(Buffer.concat(chunks), tag) ?? error;
  }
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString();
  if (!text.endsWith(END)) throw toldIn(bytes, tag) ?? new Error('Premature close of an answer');
  return text;
}

const toldIn = (bytes: Buffer, tag: string | undefined): Error | null =>
  tag && bytes.includes(`__exception__\r\n${tag}`) ? extractErrorAtTheEndOfChunk(bytes, tag) : null;

/** The rows of a whole answer, by the names of their columns. */
export function rowsOf<Row>(text: string): Row[] {
  const { meta, data } = JSON.parse(text) as { meta: { name: string }[]; data: unknown[][] };
  const names = meta.map(({ name }) => name);
  return data.map((values) => {
    const row: Record<string, unknown> = {};
    // By index: an iterator for each row costs as much as the parsing.
    for (let index = 0; index < names.length; index += 1) row[names[index] ?? ''] = values[index];
    return row as Row;
  });
}
