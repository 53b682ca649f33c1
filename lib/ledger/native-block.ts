import { AppError } from '@/lib/http/errors';
import { BlockBuffer } from './block-buffer';
import type { FactName } from './facts';
import type { RowValues } from './row-values';
import { factShape } from './tables';

/** Decimal places of every decimal column. */
const SCALE = 10;
const POWERS = Array.from({ length: SCALE + 1 }, (_, power) => 10n ** BigInt(power));
const DECIMAL_BYTES = 16;
const INT32_MAX = 2 ** 31 - 1;
const EXPECTED_ROW_BYTES = 700;

/** One column of a block from the values of all rows at `index`. */
type Encode = (out: BlockBuffer, rows: readonly RowValues[], index: number) => void;

const ENCODERS: Readonly<Record<string, Encode>> = {
  UInt32: putUnsigned,
  String: putTexts,
  'LowCardinality(String)': putDictionary,
  'Decimal(38, 10)': (out, rows, index) => putDecimals(out.zeros(rows.length * DECIMAL_BYTES), rows, index),
  'Nullable(Decimal(38, 10))': (out, rows, index) => {
    putNulls(out, rows, index);
    putDecimals(out.zeros(rows.length * DECIMAL_BYTES), rows, index);
  },
  'Nullable(Int32)': (out, rows, index) => {
    putNulls(out, rows, index);
    putIntegers(out.zeros(rows.length * 4), rows, index);
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
 * @throws AppError `upstream_invalid` for a code that no column can hold
 */
export function nativeBlock(fact: FactName, rows: readonly RowValues[]): Buffer {
  const columns = columnsFor(fact);
  const out = new BlockBuffer(rows.length * EXPECTED_ROW_BYTES + 8192);
  out.varint(columns.length);
  out.varint(rows.length);
  for (const [index, { name, type, encode }] of columns.entries()) {
    out.text(name);
    out.text(type);
    encode(out, rows, index);
  }
  return out.written;
}

function putUnsigned(out: BlockBuffer, rows: readonly RowValues[], index: number): void {
  const bytes = out.zeros(rows.length * 4);
  for (const [at, row] of rows.entries()) bytes.writeUInt32LE(row[index] as number, at * 4);
}

function putTexts(out: BlockBuffer, rows: readonly RowValues[], index: number): void {
  for (const row of rows) out.text(row[index] as string);
}

const DICTIONARY_VERSION = 1;
/** Keys come with the block, and there is no dictionary beside it. */
const KEYS_WITH_BLOCK = 0x600;

/** Each different text once, then the place of each row's among them. */
function putDictionary(out: BlockBuffer, rows: readonly RowValues[], index: number): void {
  const places = new Map<string, number>();
  const keys = new Uint32Array(rows.length);
  let last: string | null = null;
  let place = 0;
  for (const [at, row] of rows.entries()) {
    const value = row[index] as string;
    if (value !== last) {
      const known = places.get(value);
      place = known ?? places.size;
      if (known === undefined) places.set(value, place);
      last = value;
    }
    keys[at] = place;
  }
  const bytesPerKey = places.size <= 0x100 ? 1 : places.size <= 0x10000 ? 2 : 4;
  const head = out.zeros(24);
  head.writeUInt32LE(DICTIONARY_VERSION, 0);
  head.writeUInt32LE(KEYS_WITH_BLOCK | (bytesPerKey >> 1), 8);
  head.writeUInt32LE(places.size, 16);
  for (const value of places.keys()) out.text(value);
  out.zeros(8).writeUInt32LE(rows.length, 0);
  const bytes = out.zeros(rows.length * bytesPerKey);
  if (bytesPerKey === 1) bytes.set(keys);
  else for (const [at, key] of keys.entries()) bytes.writeUIntLE(key, at * bytesPerKey, bytesPerKey);
}

function putNulls(out: BlockBuffer, rows: readonly RowValues[], index: number): void {
  const bytes = out.zeros(rows.length);
  for (const [at, row] of rows.entries()) if (row[index] === null) bytes[at] = 1;
}

/** From canonical decimal text (lib/money.ts), exact. */
function putDecimals(bytes: Buffer, rows: readonly RowValues[], index: number): void {
  let last: string | null = null;
  let scaled = 0n;
  for (const [at, row] of rows.entries()) {
    const value = row[index] as string | null;
    if (value === null || value === '0') continue;
    if (value !== last) {
      scaled = scaledOf(value);
      last = value;
    }
    bytes.writeBigUInt64LE(BigInt.asUintN(64, scaled), at * DECIMAL_BYTES);
    bytes.writeBigInt64LE(scaled >> 64n, at * DECIMAL_BYTES + 8);
  }
}

function scaledOf(text: string): bigint {
  const point = text.indexOf('.');
  if (point < 0) return BigInt(text) * (POWERS[SCALE] as bigint);
  const places = text.length - point - 1;
  return BigInt(text.slice(0, point) + text.slice(point + 1)) * (POWERS[SCALE - places] as bigint);
}

function putIntegers(bytes: Buffer, rows: readonly RowValues[], index: number): void {
  for (const [at, row] of rows.entries()) {
    const value = row[index] as number | null;
    if (value === null) continue;
    if (value > INT32_MAX || value < -INT32_MAX) throw tooLarge();
    bytes.writeInt32LE(value, at * 4);
  }
}

const tooLarge = () =>
  new AppError('upstream_invalid', 'The bill has a code that is larger than any that can be kept.');
