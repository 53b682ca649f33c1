import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asciiJson } from './ascii-json';

it('means the same as the text it was made from, in ASCII', () => {
  const anything = fc.anything({
    key: fc.string({ unit: 'binary' }),
    values: [fc.string({ unit: 'binary' }), fc.integer()],
  });
  fc.assert(
    fc.property(anything, (value) => {
      const json = JSON.stringify(value) ?? 'null';
      const ascii = asciiJson(Buffer.from(json));
      expect(ascii).toMatch(/^[\x20-\x7e\x7f]*$/);
      expect(JSON.parse(ascii)).toEqual(JSON.parse(json));
    }),
  );
});

it('keeps escapes that are there beside characters that are not', () => {
  expect(JSON.parse(asciiJson(Buffer.from('{"a":"\\u00e9é\\"数据𝄞"}')))).toEqual({ a: 'éé"数据𝄞' });
});
