import { StringDecoder } from 'node:string_decoder';

/** A line that is longer is none of ours. */
const LONGEST = 2 ** 26;

/** Text in pieces, cut into its lines; those without anything are left out. @throws RangeError for an endless line */
export async function* linesOf(text: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of text) {
    const lines = (rest + decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw new RangeError('a line has no end');
    const full = lines.filter((line) => line !== '');
    if (full.length > 0) yield full;
  }
  rest += decoder.end();
  if (rest !== '') yield [rest];
}
