import type { Runs } from '@/lib/runs';
import type { StoredValue } from './stored-columns';

const OPEN = 0x5b;
const COMMA = 0x2c;
const CLOSE = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const LAST_ASCII = 0x7e;
const USUAL_BYTES = 4096;
/** Beside the text itself: quotes, and what stands between values. */
const AROUND = 4;

/**
 * The JSON of one row of columns after the other, as `JSON.stringify` gives it for an array of the row's values, in UTF-8
 * and in the same bytes. Only what changed or moved is written again.
 */
export class RowJson {
  readonly #columns: readonly Runs<StoredValue>[];
  /** Of each column: the run that its bytes are of, the row from which it is another, and where these bytes are. */
  readonly #runs: Int32Array;
  readonly #until: Int32Array;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  #bytes = Buffer.allocUnsafeSlow(USUAL_BYTES);
  #row = this.#bytes;

  constructor(columns: readonly Runs<StoredValue>[]) {
    this.#columns = columns;
    this.#runs = new Int32Array(columns.length).fill(-1);
    this.#until = new Int32Array(columns.length);
    this.#from = new Int32Array(columns.length);
    this.#to = new Int32Array(columns.length);
  }

  /** Valid until the next is asked for; rows come in their order. */
  at(row: number): Buffer {
    let end = 1;
    for (let index = 0; index < this.#columns.length; index += 1) {
      const changed = row >= (this.#until[index] as number);
      if (changed) this.#step(index);
      if (changed || this.#from[index] !== end) {
        this.#from[index] = end;
        this.#to[index] = this.#put(this.#columns[index]?.values[this.#runs[index] as number] ?? null, end);
      }
      end = this.#to[index] as number;
    }
    this.#bytes[0] = OPEN;
    this.#bytes[end - 1] = CLOSE;
    if (this.#row.length !== end || this.#row.buffer !== this.#bytes.buffer) this.#row = this.#bytes.subarray(0, end);
    return this.#row;
  }

  #step(index: number): void {
    const run = (this.#runs[index] as number) + 1;
    this.#runs[index] = run;
    this.#until[index] = this.#columns[index]?.starts[run + 1] ?? 2 ** 31 - 1;
  }

  /** With a comma behind it. @returns where it ends */
  #put(value: StoredValue, at: number): number {
    if (typeof value !== 'string') return this.#putText(String(value), at);
    const { length } = value;
    this.#reserve(at + length + AROUND);
    const bytes = this.#bytes;
    bytes[at] = QUOTE;
    let end = at + 1;
    for (let index = 0; index < length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit < SPACE || unit > LAST_ASCII || unit === QUOTE || unit === BACKSLASH) {
        return this.#putText(JSON.stringify(value), at);
      }
      bytes[end] = unit;
      end += 1;
    }
    bytes[end] = QUOTE;
    bytes[end + 1] = COMMA;
    return end + 2;
  }

  #putText(json: string, at: number): number {
    this.#reserve(at + Buffer.byteLength(json) + AROUND);
    const end = at + this.#bytes.write(json, at);
    this.#bytes[end] = COMMA;
    return end + 1;
  }

  #reserve(end: number): void {
    if (end <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(end * 2);
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}
