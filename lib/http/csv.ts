/** A cell: exact text, or null for nothing. */
export type CsvCell = string | null;

export interface CsvColumn {
  header: string;
  /** `number`: written bare when it is a plain decimal, so that a spreadsheet can add it up. */
  kind: 'text' | 'number';
}

export interface CsvDownload {
  /** File name without extension; anything but letters, digits, `.`, `-` and `_` is replaced. */
  name: string;
  columns: readonly CsvColumn[];
  rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>;
}

export const BYTE_ORDER_MARK = '\uFEFF';
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet may take for a formula: also in full width, and behind anything that has no shape of its own. */
const FORMULA =
  /^(?:[\t\r\n\0]|[\s\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}]*[=+\-@\uff1d\uff0b\uff0d\uff20|%])/u;
const NEEDS_QUOTES = /[",;\r\n\t]|^[\s\u00a0]|[\s\u00a0]$/;

/** One line of RFC 4180, ended by CRLF. */
export function csvRow(cells: readonly CsvCell[], columns: readonly CsvColumn[]): string {
  return `${columns.map((column, index) => csvCell(cells[index] ?? null, column.kind)).join(',')}\r\n`;
}

export function csvHeader(columns: readonly CsvColumn[]): string {
  return `${columns.map((column) => csvCell(column.header, 'text')).join(',')}\r\n`;
}

function csvCell(cell: CsvCell, kind: CsvColumn['kind']): string {
  if (cell === null) return '';
  // A negative amount must stay a number; anything else that starts like a formula must not become one.
  if (kind === 'number' && PLAIN_NUMBER.test(cell)) return cell;
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  const quoted = safe !== cell || NEEDS_QUOTES.test(safe);
  return quoted ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const SAFE_NAME = /[^A-Za-z0-9._-]+/g;
const UNSAFE_IN_UTF8_NAME = /[\u0000-\u001f\u007f"\\/:*?<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g;

/** `attachment` with an ASCII name and, when they differ, the UTF-8 form (RFC 6266). */
export function contentDisposition(name: string, extension: string): string {
  const utf8 = name.replace(UNSAFE_IN_UTF8_NAME, '').replace(/^\.+/, '').slice(0, 100) || 'suanpan';
  const ascii =
    utf8
      .normalize('NFKD')
      .replace(SAFE_NAME, '-')
      .replace(/^[-.]+|-+$/g, '') || 'suanpan';
  const plain = `attachment; filename="${ascii}.${extension}"`;
  if (ascii === utf8) return plain;
  const encoded = encodeURIComponent(`${utf8.toWellFormed()}.${extension}`).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${plain}; filename*=UTF-8''${encoded}`;
}
