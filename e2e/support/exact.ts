/** Exact sums for comparisons, on purpose not the portal's own: 10⁻¹⁰ as whole numbers. */
const PLACES = 10;

export function units(text: string): bigint {
  const plain = text.replaceAll(',', '').replace('\u2212', '-').trim();
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  if (whole === '' || fraction.length > PLACES) throw new Error(`Not an exact amount: ${text}`);
  const magnitude = BigInt(whole + fraction.padEnd(PLACES, '0'));
  return sign ? -magnitude : magnitude;
}

export const total = (texts: Iterable<string>): bigint => {
  let sum = 0n;
  for (const text of texts) sum += units(text);
  return sum;
};

/** Rows of an RFC 4180 file by the names in its header. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/y;
  for (let match = cell.exec(text); match && match[0] !== ''; match = cell.exec(text)) {
    const [, raw = '', end] = match;
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === '\r\n') rows.push([]);
  }
  const [header = [], ...lines] = rows.filter((row) => row.length > 0);
  return lines.map((line) => Object.fromEntries(header.map((name, index) => [name, line[index] ?? ''])));
}
