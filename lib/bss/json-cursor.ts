import { parseJson } from '@/lib/json';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const POINT = 0x2e;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN = 0x7b;
export const CLOSE = 0x7d;

/** Not of the usual form: the full parser reads the answer, or says what is wrong with it. */
export class Unusual extends Error {}
export const UNUSUAL = new Unusual();

export type Bytes = Buffer & Record<'latin1Slice' | 'utf8Slice', (from: number, to: number) => string>;

/** Goes over the bytes of an answer of the usual form, value by value. Numbers stay their own text, as in lib/json.ts. */
export class JsonCursor {
  at = 0;

  /** @param bytes valid UTF-8 */
  constructor(readonly bytes: Bytes) {}

  expect(byte: number): void {
    if (this.bytes[this.at] !== byte) throw UNUSUAL;
    this.at += 1;
  }

  /** Whether a comma comes, and not the end. */
  another(end: number): boolean {
    const byte = this.bytes[this.at];
    if (byte !== COMMA && byte !== end) throw UNUSUAL;
    this.at += 1;
    return byte === COMMA;
  }

  /** With its colon. */
  name(): string {
    if (this.bytes[this.at] !== QUOTE) throw UNUSUAL;
    const name = this.#string();
    this.expect(COLON);
    return name;
  }

  value(): unknown {
    const first = this.bytes[this.at] as number;
    if (first === QUOTE) return this.#string();
    if (first === MINUS || (first >= DIGIT_0 && first <= DIGIT_9)) return this.#number();
    if (this.isNested()) return parseJson(this.nested());
    if (first === 0x6e) return this.#word('null', null);
    if (first === 0x74) return this.#word('true', true);
    if (first === 0x66) return this.#word('false', false);
    throw UNUSUAL;
  }

  #word<T>(word: string, value: T): T {
    const from = this.at;
    this.at += word.length;
    if (this.bytes.latin1Slice(from, this.at) !== word) throw UNUSUAL;
    return value;
  }

  #string(): string {
    const { bytes } = this;
    const from = this.at + 1;
    let end = from;
    let wide = false;
    for (let byte = bytes[end] as number; byte !== QUOTE; byte = bytes[end] as number) {
      if (byte === BACKSLASH) return this.#escaped();
      // Also past the end, where there is none.
      if (!(byte >= 0x20)) throw UNUSUAL;
      if (byte >= 0x80) wide = true;
      end += 1;
    }
    this.at = end + 1;
    return wide ? bytes.utf8Slice(from, end) : bytes.latin1Slice(from, end);
  }

  #escaped(): string {
    const from = this.at;
    this.#skipString();
    return JSON.parse(this.bytes.utf8Slice(from, this.at)) as string;
  }

  #skipString(): void {
    const { bytes } = this;
    let end = this.at + 1;
    while (bytes[end] !== QUOTE) {
      if (end >= bytes.length) throw UNUSUAL;
      end += bytes[end] === BACKSLASH ? 2 : 1;
    }
    this.at = end + 1;
  }

  #number(): string {
    const { bytes } = this;
    const from = this.at;
    if (bytes[from] === MINUS) this.at += 1;
    const whole = this.at;
    this.#digits();
    if (bytes[whole] === DIGIT_0 && this.at > whole + 1) throw UNUSUAL;
    if (bytes[this.at] === POINT) {
      this.at += 1;
      this.#digits();
    }
    if (this.at === from + 1 && bytes[from] === DIGIT_0) return '0';
    return bytes.latin1Slice(from, this.at);
  }

  #digits(): void {
    const { bytes } = this;
    const from = this.at;
    let end = from;
    while ((bytes[end] as number) >= DIGIT_0 && (bytes[end] as number) <= DIGIT_9) end += 1;
    if (end === from) throw UNUSUAL;
    this.at = end;
  }

  /** Whether a list or an object comes. */
  isNested(): boolean {
    const first = this.bytes[this.at];
    return first === OPEN || first === OPEN_LIST;
  }

  /** The text of a list or object: rare and short. */
  nested(): string {
    const { bytes } = this;
    const from = this.at;
    let depth = 0;
    do {
      const byte = bytes[this.at];
      if (byte === undefined) throw UNUSUAL;
      if (byte === QUOTE) this.#skipString();
      else {
        if (byte === OPEN || byte === OPEN_LIST) depth += 1;
        else if (byte === CLOSE || byte === CLOSE_LIST) depth -= 1;
        this.at += 1;
      }
    } while (depth > 0);
    return bytes.utf8Slice(from, this.at);
  }
}
