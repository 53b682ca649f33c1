import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asciiJson } from './ascii-json';

/** Of one to four bytes of UTF-8, and the edges between them. */
const unit = fc.constantFrom(
  'a',
  '"',
  '\\',
  '\n',
  '\x7f',
  '\x80',
  'é',
  '\u07ff',
  '\u0800',
  '数',
  '\uffff',
  '\u{10000}',
  '𝄞',
);
const text = fc.string({ unit });

it('means the same as the text it was made from, in ASCII', () => {
  fc.assert(
    fc.property(fc.dictionary(text, text), (value) => {
      const json = JSON.stringify(value);
      const ascii = asciiJson(Buffer.from(json));
      expect([...ascii].every((char) => char <= '\x7f')).toBe(true);
      expect(JSON.parse(ascii)).toEqual(JSON.parse(json));
    }),
  );
});

it('keeps escapes that are there beside characters that are not', () => {
  expect(JSON.parse(asciiJson(Buffer.from('{"a":"\\u00e9é\\"数据𝄞"}')))).toEqual({ a: 'éé"数据𝄞' });
});

it('does not mix an answer up with a larger one before it', () => {
  asciiJson(Buffer.from(JSON.stringify('长'.repeat(1000))));
  expect(JSON.parse(asciiJson(Buffer.from('"é"')))).toBe('é');
});
