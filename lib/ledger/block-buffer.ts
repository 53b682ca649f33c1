const GROWTH = 2;
/** UTF-8 bytes of a UTF-16 unit at most, and of a length before them. */
const BYTES_PER_UNIT = 3;
const LENGTH_BYTES = 5;

/** Bytes in the order in which they are written; grows as needed. */
export class BlockBuffer {
  #bytes: Buffer;
  #length = 0;

  constructor(expected: number) {
    this.#bytes = Buffer.allocUnsafe(expected);
  }

  /** What was written; valid until something else is. */
  get written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Begins anew, in the same memory. */
  clear(): void {
    this.#length = 0;
  }

  /** LEB128. */
  varint(value: number): void {
    this.#reserve(LENGTH_BYTES);
    this.#putVarint(value);
  }

  /** Length in bytes, then UTF-8. */
  text(value: string): void {
    const most = value.length * BYTES_PER_UNIT;
    this.#reserve(most + LENGTH_BYTES);
    if (most >= 0x80) {
      // Long texts are few: their length is counted first.
      this.#putVarint(Buffer.byteLength(value));
      this.#length += this.#bytes.write(value, this.#length, 'utf8');
      return;
    }
    const size = this.#bytes.write(value, this.#length + 1, 'utf8');
    this.#bytes[this.#length] = size;
    this.#length += size + 1;
  }

  /** The next `size` bytes, all zero, to be filled by the caller before anything else is written. */
  zeros(size: number): Buffer {
    this.#reserve(size);
    const part = this.#bytes.subarray(this.#length, this.#length + size).fill(0);
    this.#length += size;
    return part;
  }

  #putVarint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length] = (rest & 0x7f) | 0x80;
      this.#length += 1;
      rest >>>= 7;
    }
    this.#bytes[this.#length] = rest;
    this.#length += 1;
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * GROWTH, this.#length + size));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
