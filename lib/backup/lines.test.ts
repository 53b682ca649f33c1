import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from './lines';

async function* cut(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('lines are the same wherever the text is cut, also inside a character', async () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => JSON.stringify([text]));
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 9 }), fc.boolean(), async (lines, size, ends) => {
      const text = lines.join('\n') + (ends ? '\n' : '');
      const read: string[] = [];
      for await (const some of linesOf(cut(Buffer.from(text), size))) read.push(...some);
      expect(read).toEqual(lines);
    }),
  );
});
