import { ONE, type Units } from './amounts';
import { DAY, dayText } from './times';

/** Large enough for a page of a thousand bill lines most of the time. */
const USUAL = 1 << 20;
const ZERO = 48;
const QUOTE = 34;
const NULL = Buffer.from('null');

/** Memory of answers that have been sent; fresh memory costs more than writing into it does. */
const spare: Buffer[] = [];
const SPARE_KEPT = 4;
const lent = new WeakMap<Buffer, Buffer>();

/** Takes back the memory of an answer that has been sent and that nobody looks at any more. */
export function giveBack(answer: Buffer): void {
  const memory = lent.get(answer);
  lent.delete(answer);
  if (memory && spare.length < SPARE_KEPT) spare.push(memory);
}

/**
 * Writes an answer as UTF-8 bytes, into the memory of an answer that was sent before, so that a page of a thousand lines is never
 * a string, nor are its numbers and times. `put…` writes where `room` was made before.
 */
export class TextBuffer {
  private bytes: Buffer;
  private length = 0;

  constructor() {
    this.bytes = spare.pop() ?? Buffer.allocUnsafeSlow(USUAL);
  }

  /** Makes room for so many more bytes. */
  room(size: number): this {
    const needed = this.length + size;
    if (needed > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    return this;
  }

  /** Any text, making room for it. */
  add(text: string): this {
    // A UTF-16 unit takes at most three bytes.
    this.room(text.length * 3);
    this.length += this.bytes.write(text, this.length, 'utf8');
    return this;
  }

  /** A writer of list items that puts a comma between them. */
  commaBefore<T>(write: (item: T) => void): (item: T) => void {
    let isFirst = true;
    return (item) => {
      if (!isFirst) this.room(1).putCode(44);
      isFirst = false;
      write(item);
    };
  }

  /** Text that is there as bytes already. */
  put(text: Uint8Array): this {
    const { bytes, length } = this;
    const size = text.length;
    if (size > 24) bytes.set(text, length);
    else for (let at = 0; at < size; at += 1) bytes[length + at] = text[at] ?? 0;
    this.length = length + size;
    return this;
  }

  /** One ASCII character. */
  putCode(code: number): this {
    this.bytes[this.length] = code;
    this.length += 1;
    return this;
  }

  /** Short ASCII text in quotes. */
  putQuoted(text: string): this {
    this.putCode(QUOTE);
    this.ascii(text);
    return this.putCode(QUOTE);
  }

  putNull(): this {
    return this.put(NULL);
  }

  /** An amount as `formatUnits` prints it; at most 20 bytes. */
  putUnits(units: Units): this {
    if (units === 0) return this.putCode(ZERO);
    if (units < 0) this.putCode(45);
    const size = units < 0 ? -units : units;
    let whole = Math.floor(size / ONE);
    let fraction = size - whole * ONE;
    if (fraction < 0) {
      whole -= 1;
      fraction += ONE;
    }
    this.digits(whole);
    return fraction === 0 ? this : this.fraction(fraction);
  }

  /** An instant as `utcText` prints it, in quotes: 22 bytes. */
  putInstant(instant: number): this {
    const day = Math.floor(instant / DAY);
    const seconds = Math.floor((instant - day * DAY) / 1000);
    const minutes = Math.floor(seconds / 60);
    this.putCode(QUOTE).ascii(dayText(day));
    this.putCode(84);
    this.twoDigits(Math.floor(minutes / 60));
    this.putCode(58);
    this.twoDigits(minutes % 60);
    this.putCode(58);
    this.twoDigits(seconds % 60);
    return this.putCode(90).putCode(QUOTE);
  }

  /** So many lower-case hexadecimal digits, the last ones of a whole number below 2^32. */
  putHex(value: number, digits: number): this {
    for (let shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      const digit = (value >>> shift) & 15;
      this.putCode(digit < 10 ? ZERO + digit : 87 + digit);
    }
    return this;
  }

  /** The answer; nothing can be written any more. */
  end(): Buffer {
    const answer = this.bytes.subarray(0, this.length);
    lent.set(answer, this.bytes);
    return answer;
  }

  private ascii(text: string): void {
    const { bytes, length } = this;
    for (let at = 0; at < text.length; at += 1) bytes[length + at] = text.charCodeAt(at);
    this.length = length + text.length;
  }

  private twoDigits(value: number): void {
    const tens = (value / 10) | 0;
    this.putCode(ZERO + tens).putCode(ZERO + value - tens * 10);
  }

  /** A whole number from 0 to 2^31. */
  private digits(value: number): void {
    let count = 1;
    for (let limit = 10; value >= limit; limit *= 10) count += 1;
    this.backwards(value, count);
  }

  /** The point and up to eight decimals, without zeros at the end. */
  private fraction(value: number): this {
    let left = value | 0;
    let count = 8;
    while (left % 10 === 0) {
      left = (left / 10) | 0;
      count -= 1;
    }
    this.putCode(46);
    this.backwards(left, count);
    return this;
  }

  private backwards(value: number, count: number): void {
    const { bytes, length } = this;
    let left = value | 0;
    for (let at = length + count - 1; at >= length; at -= 1) {
      const next = (left / 10) | 0;
      bytes[at] = ZERO + left - next * 10;
      left = next;
    }
    this.length = length + count;
  }
}
