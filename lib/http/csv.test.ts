import { describe, expect, test } from 'vitest';
import { contentDisposition, type CsvColumn, csvRow } from './csv';
import { csvStream } from './csv-stream';

const text: CsvColumn = { header: 'Name', kind: 'text' };
const number: CsvColumn = { header: 'Amount', kind: 'number' };
const cell = (value: string, column = text) => csvRow([value], [column]).slice(0, -2);

describe('csvRow', () => {
  test.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
  ])('quotes %j as RFC 4180 says', (value, expected) => {
    expect(cell(value)).toBe(expected);
  });

  test('ends each row with CRLF and leaves null empty', () => {
    expect(csvRow(['a', null, 'c'], [text, number, text])).toBe('a,,c\r\n');
  });

  test.each([
    '=1+1',
    '+1',
    '-1+2',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\0=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
    '\u00a0=1',
    '\u3000=1',
    '\ufeff=1',
    '\u200e=1',
    '\u2060=1',
    '\u00ad=1',
    '\u0001=1',
    '\u180e=1',
    '\u{e0020}=1',
    '\u0301=1',
    '-12.50',
  ])('makes text of %j, which a spreadsheet could take for a formula', (value) => {
    expect(cell(value)).toBe(`"'${value}"`);
  });

  test('keeps a quote that opens a new cell inside its own', () => {
    expect(cell('x","=1+1')).toBe('"x"",""=1+1"');
  });

  test.each(['-12.50', '0', '-0.00000001', '999999999999999999.12345678'])('leaves the number %s bare', (value) => {
    expect(cell(value, number)).toBe(value);
  });

  test.each(['1e5', '-1+2', '=1', '.5', '１'])('treats %j in a number column as text', (value) => {
    expect(cell(value, number)).toBe(/^[-=]/.test(value) ? `"'${value}"` : value);
  });
});

describe('contentDisposition', () => {
  test('gives an ASCII name and the UTF-8 form of another', () => {
    expect(contentDisposition('bills-2026-11', 'csv')).toBe('attachment; filename="bills-2026-11.csv"');
    expect(contentDisposition('订单 a', 'csv')).toBe(
      `attachment; filename="a.csv"; filename*=UTF-8''%E8%AE%A2%E5%8D%95%20a.csv`,
    );
  });

  test.each(['a"\r\nSet-Cookie: x', '../../etc/passwd', 'a\u202egpj', '', '..'])(
    'lets nothing out of the name %j',
    (name) => {
      const header = contentDisposition(name, 'csv');
      expect(header).toMatch(
        /^attachment; filename="[A-Za-z0-9._-]+\.csv"(; filename\*=UTF-8''[A-Za-z0-9._%~!&+-]+)?$/,
      );
      expect(header).not.toMatch(/\.\.\/|%2F|%0D|%E2%80%AE/i);
    },
  );
});

describe('csvStream', () => {
  const download = (rows: Iterable<readonly string[]>) => ({ name: 'x', columns: [text, number], rows });
  const read = async (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

  test('writes header and rows, with a byte order mark on request', async () => {
    expect(await read(await csvStream(download([['a', '1']]), { bom: false }))).toBe('Name,Amount\r\na,1\r\n');
    const bytes = new Uint8Array(await new Response(await csvStream(download([]), { bom: true })).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test('fails before it begins when the first row cannot be made', async () => {
    const rows = {
      [Symbol.iterator]: () => ({
        next: () => {
          throw new Error('no rows');
        },
      }),
    };
    await expect(csvStream(download(rows), { bom: false })).rejects.toThrow('no rows');
  });

  test('errors instead of ending when a later row cannot be made', async () => {
    function* rows() {
      yield ['a', '1'];
      throw new Error('half way');
    }
    const stream = await csvStream(download({ [Symbol.iterator]: rows }), { bom: false });
    await expect(read(stream)).rejects.toThrow('half way');
  });

  test('makes rows only as fast as they are read, and stops when the reader leaves', async () => {
    let made = 0;
    let stopped = false;
    function* rows() {
      try {
        for (;;) {
          made += 1;
          yield ['x'.repeat(1000), '1'];
        }
      } finally {
        stopped = true;
      }
    }
    const stream = await csvStream(download({ [Symbol.iterator]: rows }), { bom: false });
    const reader = stream.getReader();
    await reader.read();
    expect(made).toBeLessThan(200);
    await reader.cancel();
    expect(stopped).toBe(true);
  });
});
