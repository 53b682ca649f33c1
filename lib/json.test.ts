import fc from 'fast-check';
import { isLosslessNumber, parse as losslessParse, stringify as losslessStringify } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { parseJson } from './json';

/** What lossless-json reads, with each number as its text. */
const reference = (text: string) =>
  losslessParse(text, (_, value) => (isLosslessNumber(value) ? value.toString() : value));

const numberText = fc.oneof(
  fc.bigInt().map(String),
  fc
    .tuple(
      fc.constantFrom('', '-'),
      fc.nat(),
      fc.stringMatching(/^\d{1,12}$/),
      fc.constantFrom('', 'e5', 'E-7', 'e+300'),
    )
    .map(([sign, whole, fraction, exponent]) => `${sign}${whole}.${fraction}${exponent}`),
  fc.constantFrom('0', '-0', '0.10', '1e21', '12345678901.12345678'),
);
const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => text.isWellFormed()),
  fc.constantFrom('12', '"1"', '\\', '\\"7', '-', '{"a":1}', '\\\\"', '\u0000', '弹性 💸', ']1,'),
);
const space = fc.stringMatching(/^[ \n\t\r]{0,2}$/);

/** JSON text made by hand, so that spaces, escapes and spellings of numbers vary. */
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    numberText,
    nastyText.map((text) => JSON.stringify(text)),
    fc.constantFrom('true', 'false', 'null'),
    fc.tuple(space, fc.array(tie('json'), { maxLength: 4 })).map(([gap, items]) => `[${gap}${items.join(`${gap},`)}]`),
    fc
      .tuple(space, fc.uniqueArray(fc.tuple(nastyText, tie('json')), { maxLength: 4, selector: ([name]) => name }))
      .map(
        ([gap, members]) => `{${members.map(([name, value]) => `${gap}${JSON.stringify(name)}${gap}:${gap}${value}`)}}`,
      ),
  ),
}));

describe('parseJson', () => {
  it('keeps every digit of a number', () => {
    expect(parseJson('{"a":12345678901.12345678,"b":[-0.10,1E-7,0],"c":"5"}')).toEqual({
      a: '12345678901.12345678',
      b: ['-0.10', '1E-7', '0'],
      c: '5',
    });
  });

  it('reads what lossless-json reads, whatever the strings and spaces', () => {
    fc.assert(
      fc.property(json, (text) => {
        expect(parseJson(text)).toEqual(reference(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses what JSON.parse refuses, wherever a text is damaged', () => {
    const damage = fc.record({
      text: json,
      at: fc.nat(),
      cut: fc.nat(3),
      put: fc.constantFrom('', '"', '1', '-', ':', ',', '{', '.', 'e'),
    });
    const readable = (read: (text: string) => unknown, text: string) => {
      try {
        read(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(damage, ({ text, at, cut, put }) => {
        const start = at % (text.length + 1);
        const damaged = text.slice(0, start) + put + text.slice(start + cut);
        expect(readable(parseJson, damaged)).toBe(readable(JSON.parse, damaged));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    '',
    ' ',
    '{1:2}',
    '{1 : 2}',
    '01',
    '1.',
    '.5',
    '-',
    '+1',
    '1e',
    '- 1',
    '1 2',
    '"1',
    '[1,]',
    'NaN',
    '\ufeff1',
    '{"a":1',
  ])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('lets no name reach a prototype', () => {
    const parsed = parseJson('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as object;
    expect(Object.keys(parsed)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  it('takes the last of a repeated name', () => {
    expect(parseJson('{"amount":1,"amount":2.50}')).toEqual({ amount: '2.50' });
  });

  it('refuses a text that is nested beyond any answer, at once', () => {
    const bomb = '['.repeat(5_000_000);
    expect(() => parseJson(bomb)).toThrow('nested too deeply');
    expect(() => parseJson(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`)).toThrow('nested too deeply');
    expect(parseJson(`${'['.repeat(64)}1${']'.repeat(64)}`)).toBeTruthy();
    expect(parseJson(JSON.stringify('['.repeat(1000)))).toBe('['.repeat(1000));
  });

  it('stays linear on strings made of backslashes', () => {
    const text = JSON.stringify(['\\'.repeat(1_000_000), '"'.repeat(500_000), losslessStringify('\\"')]);
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});
