/** Mixes whole numbers into 32 well-spread bits: the same inputs give the same world. */
export function hash(a: number, b = 0, c = 0): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13) ^ b, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16) ^ c, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) h = Math.imul(h ^ text.charCodeAt(index), 0x01000193);
  return hash(h);
}

export interface Random {
  /** 0 up to but not including 1. */
  unit(): number;
  /** A whole number from min to max, both possible. */
  between(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** An index drawn by weight. */
  weighted(weights: readonly number[]): number;
  hex(length: number): string;
  code(length: number): string;
  uuid(): string;
}

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A text put together from pieces keeps all of them in memory, and a world has ten thousands of IDs. */
const digits = Buffer.from('00000000-0000-4000-8000-000000000000');

/** The first of the eight hexadecimal digits of a number. */
function putDigits(at: number, value: number, count: number): void {
  for (let place = 0; place < count; place += 1) {
    const digit = (value >>> (28 - 4 * place)) & 15;
    digits[at + place] = digit < 10 ? 48 + digit : 87 + digit;
  }
}

export function randomFrom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((mixed, seed, index) => hash(mixed, seed, index), 0x5eed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    return hash(state);
  };
  const unit = () => next() / 4_294_967_296;
  const between = (min: number, max: number) => min + Math.floor(unit() * (max - min + 1));
  const hex = (length: number) => {
    let text = '';
    while (text.length < length) text += next().toString(16).padStart(8, '0');
    return text.slice(0, length);
  };
  return {
    unit,
    between,
    chance: (probability) => unit() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    weighted(weights) {
      let rest = unit() * weights.reduce((sum, weight) => sum + weight, 0);
      for (const [index, weight] of weights.entries()) {
        rest -= weight;
        if (rest < 0) return index;
      }
      return weights.length - 1;
    },
    hex,
    code: (length) => Array.from({ length }, () => ALPHABET[between(0, ALPHABET.length - 1)]).join(''),
    uuid() {
      putDigits(0, next(), 8);
      putDigits(9, next(), 4);
      putDigits(15, next(), 3);
      putDigits(19, between(8, 11) << 28, 1);
      putDigits(20, next(), 3);
      putDigits(24, next(), 8);
      putDigits(32, next(), 4);
      return digits.toString('latin1');
    },
  };
}
