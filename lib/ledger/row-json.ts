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
/** From how many bytes on the engine's own copying is faster than one by one. */
const MANY_BYTES = 48;
/** Beside the text itself: quotes, and what stands between values. */
const AROUND = 4;

/**
 * The JSON of one row of columns after the other, as `JSON.stringify` gives it for an array of the row's values, in UTF-8
 * and in the same bytes. What did not change is copied from the row before: the two stand in the halves of one buffer.
 */
export class RowJson {
  readonly #columns: readonly Runs<StoredValue>[];
  /** Of each column: the run that its bytes are of, the row from which it is another, and where they are in their half. */
  readonly #runs: Int32Array;
  readonly #until: Int32Array;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  #half = USUAL_BYTES;
  #bytes = Buffer.allocUnsafeSlow(2 * USUAL_BYTES);
  /** Where the half begins in which the row is written. */
  #base = 0;

  constructor(columns: readonly Runs<StoredValue>[]) {
    this.#columns = columns;
    this.#runs = new Int32Array(columns.length).fill(-1);
    this.#until = new Int32Array(columns.length);
    this.#from = new Int32Array(columns.length);
    this.#to = new Int32Array(columns.length);
  }

  /** Valid until the next but one is asked for; rows come in their order. */
  at(row: number): Buffer {
    this.#base = this.#base === 0 ? this.#half : 0;
    const count = this.#columns.length;
    let end = 1;
    for (let index = 0; index < count; ) {
      if (row >= (this.#until[index] as number)) {
        this.#step(index);
        const value = this.#columns[index]?.values[this.#runs[index] as number] ?? null;
        this.#from[index] = end;
        end = this.#put(value, end);
        this.#to[index] = end;
        index += 1;
        continue;
      }
      const from = this.#from[index] as number;
      const by = end - from;
      // Those that did not change stand side by side there as well.
      for (; index < count && row < (this.#until[index] as number); index += 1) {
        this.#from[index] = (this.#from[index] as number) + by;
        end = (this.#to[index] as number) + by;
        this.#to[index] = end;
      }
      this.#copy({ from, to: from + by, length: end - by - from });
    }
    const bytes = this.#bytes;
    bytes[this.#base] = OPEN;
    bytes[this.#base + end - 1] = CLOSE;
    return bytes.subarray(this.#base, this.#base + end);
  }

  #step(index: number): void {
    const run = (this.#runs[index] as number) + 1;
    this.#runs[index] = run;
    this.#until[index] = this.#columns[index]?.starts[run + 1] ?? 2 ** 31 - 1;
  }

  /** Of the row before, a comma behind each: the brace at its end is one again. */
  #copy({ from, to, length }: { from: number; to: number; length: number }): void {
    this.#reserve(to + length);
    const bytes = this.#bytes;
    const source = this.#half - this.#base + from;
    const target = this.#base + to;
    if (length >= MANY_BYTES) bytes.copyWithin(target, source, source + length);
    else for (let index = 0; index < length; index += 1) bytes[target + index] = bytes[source + index] as number;
    bytes[target + length - 1] = COMMA;
  }

  /** With a comma behind it. @returns where it ends */
  #put(value: StoredValue, at: number): number {
    if (typeof value !== 'string') return this.#putText(String(value), at);
    const { length } = value;
    this.#reserve(at + length + AROUND);
    const bytes = this.#bytes;
    const from = this.#base + at;
    bytes[from] = QUOTE;
    let end = from + 1;
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
    return end + 2 - this.#base;
  }

  #putText(json: string, at: number): number {
    this.#reserve(at + Buffer.byteLength(json) + AROUND);
    const end = at + this.#bytes.write(json, this.#base + at);
    this.#bytes[this.#base + end] = COMMA;
    return end + 1;
  }

  #reserve(end: number): void {
    if (end <= this.#half) return;
    const half = end * 2;
    const larger = Buffer.allocUnsafeSlow(2 * half);
    this.#bytes.copy(larger, 0, 0, this.#half);
    this.#bytes.copy(larger, half, this.#half);
    this.#base = this.#base === 0 ? 0 : half;
    this.#half = half;
    this.#bytes = larger;
  }
}
