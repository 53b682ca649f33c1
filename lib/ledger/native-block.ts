import { AppError } from '@/lib/http/errors';
import { BlockBuffer } from './block-buffer';
import { DECIMAL_BYTES, writeDecimal } from './decimal-bytes';
import { Runs } from '@/lib/runs';
import type { FactName } from './facts';
import type { StoredColumns, StoredValue } from './stored-columns';
import type { RowBlock } from './ledger';
import { factShape, PLACE_COLUMNS } from './tables';

const INT32_BYTES = 4;
const INT32_MAX = 2 ** 31 - 1;
const EXPECTED_ROW_BYTES = 700;
const NUMBER_HEAD_BYTES = 32;
/** The first column of every fact. */
const VERSION = PLACE_COLUMNS[0] as string;

/** One column of a block. */
type Encode = (out: BlockBuffer, column: Runs<StoredValue>, rows: number) => void;

const ENCODERS: Readonly<Record<string, Encode>> = {
  UInt32: putUnsigned,
  String: putTexts,
  'LowCardinality(String)': putDictionary,
  'Decimal(38, 10)': (out, column, rows) => putDecimals(out.zeros(rows * DECIMAL_BYTES), column, rows),
  'Nullable(Decimal(38, 10))': (out, column, rows) => {
    putNulls(out.zeros(rows), column, rows);
    putDecimals(out.zeros(rows * DECIMAL_BYTES), column, rows);
  },
  'Nullable(Int32)': (out, column, rows) => {
    putNulls(out.zeros(rows), column, rows);
    putIntegers(out.zeros(rows * INT32_BYTES), column, rows);
  },
};

const columnsOf = new Map<FactName, { name: string; type: string; encode: Encode }[]>();

function columnsFor(fact: FactName) {
  const known = columnsOf.get(fact);
  if (known) return known;
  const columns = factShape(fact).columns.map(([name, type]) => {
    const encode = ENCODERS[type];
    if (!encode) throw new TypeError(`${fact}.${name}: no encoder for ${type}`);
    return { name, type, encode };
  });
  columnsOf.set(fact, columns);
  return columns;
}

/**
 * Rows as one block of the engine's Native format, column by column: the engine spends a third of what it takes to read
 * the same rows as JSON, and half of the bytes travel.
 * @param memory the block is written into, valid until something else is; memory of its own when absent
 * @throws AppError `upstream_invalid` for a code that no column can hold
 */
export function nativeBlock({ fact, rows, columns }: StoredColumns, memory?: BlockBuffer): Buffer {
  const none = new Runs<StoredValue>();
  const shape = columnsFor(fact);
  const out = memory ?? new BlockBuffer(rows * EXPECTED_ROW_BYTES + 8192);
  out.clear();
  out.varint(shape.length);
  out.varint(rows);
  for (const [index, { name, type, encode }] of shape.entries()) {
    out.text(name);
    out.text(type);
    encode(out, rows > 0 ? (columns[index] as Runs<StoredValue>) : none, rows);
  }
  return out.written;
}

/** Writes a version into every row of a block, which is changed. */
export function numbered({ bytes, rows }: RowBlock, version: number): RowBlock {
  const head = new BlockBuffer(NUMBER_HEAD_BYTES);
  head.varint(bytes.readUInt8(0));
  head.varint(rows);
  head.text(VERSION);
  head.text('UInt32');
  const at = head.written.length;
  if (!head.written.equals(bytes.subarray(0, at))) throw new TypeError('not a block that begins with its version');
  const numbers = bytes.subarray(at, at + rows * INT32_BYTES);
  numbers.writeUInt32LE(version, 0);
  repeat(numbers, { at: 0, size: INT32_BYTES, end: numbers.length });
  return { bytes, rows };
}

function putUnsigned(out: BlockBuffer, { starts, values }: Runs<StoredValue>, rows: number): void {
  const bytes = out.zeros(rows * INT32_BYTES);
  for (let run = 0; run < values.length; run += 1) {
    const at = (starts[run] as number) * INT32_BYTES;
    bytes.writeUInt32LE(values[run] as number, at);
    repeat(bytes, { at, size: INT32_BYTES, end: (starts[run + 1] ?? rows) * INT32_BYTES });
  }
}

/** What stands at `at` once more, up to `end`. */
function repeat(bytes: Buffer, { at, size, end }: { at: number; size: number; end: number }): void {
  for (let done = size; at + done < end; done *= 2) bytes.copyWithin(at + done, at, Math.min(at + done, end - done));
}

function putTexts(out: BlockBuffer, { starts, values }: Runs<StoredValue>, rows: number): void {
  for (let run = 0; run < values.length; run += 1) {
    const end = starts[run + 1] ?? rows;
    for (let row = starts[run] as number; row < end; row += 1) out.text(values[run] as string);
  }
}

const DICTIONARY_VERSION = 1;
/** Keys come with the block, and there is no dictionary beside it. */
const KEYS_WITH_BLOCK = 0x600;

/** Each different text once, then the place of each row's among them. */
function putDictionary(out: BlockBuffer, { starts, values }: Runs<StoredValue>, rows: number): void {
  const places = new Map<string, number>();
  const keys = new Uint32Array(rows);
  for (let run = 0; run < values.length; run += 1) {
    const value = values[run] as string;
    const known = places.get(value);
    const place = known ?? places.size;
    if (known === undefined) places.set(value, place);
    const end = starts[run + 1] ?? rows;
    for (let row = starts[run] as number; row < end; row += 1) keys[row] = place;
  }
  const bytesPerKey = places.size <= 0x100 ? 1 : places.size <= 0x10000 ? 2 : 4;
  const head = out.zeros(24);
  head.writeUInt32LE(DICTIONARY_VERSION, 0);
  head.writeUInt32LE(KEYS_WITH_BLOCK | (bytesPerKey >> 1), 8);
  head.writeUInt32LE(places.size, 16);
  for (const value of places.keys()) out.text(value);
  out.zeros(8).writeUInt32LE(rows, 0);
  const bytes = out.zeros(rows * bytesPerKey);
  if (bytesPerKey === 1) bytes.set(keys);
  else for (let row = 0; row < rows; row += 1) bytes.writeUIntLE(keys[row] as number, row * bytesPerKey, bytesPerKey);
}

function putNulls(bytes: Buffer, { starts, values }: Runs<StoredValue>, rows: number): void {
  for (let run = 0; run < values.length; run += 1) {
    if (values[run] === null) bytes.fill(1, starts[run], starts[run + 1] ?? rows);
  }
}

function putDecimals(bytes: Buffer, { starts, values }: Runs<StoredValue>, rows: number): void {
  for (let run = 0; run < values.length; run += 1) {
    const value = values[run] as string | null;
    if (value === null || value === '0') continue;
    const at = (starts[run] as number) * DECIMAL_BYTES;
    writeDecimal(bytes, value, at);
    repeat(bytes, { at, size: DECIMAL_BYTES, end: (starts[run + 1] ?? rows) * DECIMAL_BYTES });
  }
}

function putIntegers(bytes: Buffer, { starts, values }: Runs<StoredValue>, rows: number): void {
  for (let run = 0; run < values.length; run += 1) {
    const value = values[run] as number | null;
    if (value === null) continue;
    if (value > INT32_MAX || value < -INT32_MAX) throw tooLarge();
    const at = (starts[run] as number) * INT32_BYTES;
    bytes.writeInt32LE(value, at);
    repeat(bytes, { at, size: INT32_BYTES, end: (starts[run + 1] ?? rows) * INT32_BYTES });
  }
}

const tooLarge = () =>
  new AppError('upstream_invalid', 'The bill has a code that is larger than any that can be kept.');
