import 'server-only';

import { createHash } from 'node:crypto';
import { DIGEST_BYTES } from '@/lib/ledger/row-digest';
import { inTurn } from '@/lib/turns.server';

/** Places of a chunk. Few, since a damaged copy may name places far apart. */
const CHUNK = 64;
/** Digests that are looked at in one go: some milliseconds. */
const MOST_AT_ONCE = 10_000;
/** Codes of a byte. */
const CODES = 256;

interface Chunk {
  digests: Buffer;
  /** Number of the answer that each row came with; 0 where there is none yet. */
  pages: Uint32Array;
}

interface Ordered {
  multiset: string;
  /** Those that more than one row has. */
  doubles: ReadonlySet<string>;
}

/**
 * Digests of the rows of a list by their place; all that has to be kept of it to prove it. In bytes, not texts: millions
 * of these would keep the garbage collector busy.
 */
export class ListDigests {
  readonly #chunks: (Chunk | undefined)[] = [];
  #count = 0;
  #page = 0;
  #ordered: Promise<Ordered> | null = null;

  /** Rows that came in one answer, and so belong to one instant. @param digests as `rowDigests` gives them */
  keep(offset: number, digests: Buffer): void {
    this.#page += 1;
    const rows = digests.length / DIGEST_BYTES;
    for (let row = 0; row < rows; ) {
      const place = offset + row;
      const count = Math.min(rows - row, CHUNK - (place % CHUNK));
      this.#set(place, digests.subarray(row * DIGEST_BYTES, (row + count) * DIGEST_BYTES));
      row += count;
    }
  }

  /** Rows of an earlier run: nobody knows any more which came together. */
  keepApart(position: number, digest: string): void {
    this.#page += 1;
    this.#set(position, Buffer.from(digest, 'latin1'));
  }

  get count(): number {
    return this.#count;
  }

  has(position: number): boolean {
    return (this.#chunks[Math.floor(position / CHUNK)]?.pages[position % CHUNK] ?? 0) > 0;
  }

  /**
   * Whether two answers have an equal row. Without, a list of N places holds N different rows: none was seen twice
   * because it moved over the border of a page, and so none was missed.
   */
  async hasTwins(): Promise<boolean> {
    const { doubles } = await this.#inOrder();
    if (doubles.size === 0) return false;
    const pageOf = new Map<string, number>();
    const isSeenElsewhere = ({ digests, pages }: Chunk) =>
      pages.some((page, index) => {
        const digest = page > 0 ? digestAt(digests, index) : '';
        if (!doubles.has(digest)) return false;
        const seen = pageOf.get(digest) ?? page;
        pageOf.set(digest, page);
        return seen !== page;
      });
    const held = this.#held();
    const atOnce = Math.ceil(MOST_AT_ONCE / CHUNK);
    for (let from = 0; from < held.length; from += atOnce) {
      if (await inTurn(() => held.slice(from, from + atOnce).some(isSeenElsewhere))) return true;
    }
    return false;
  }

  /** SHA-256 of the rows, each as often as it is there, in whatever order. */
  async multiset(): Promise<string> {
    return (await this.#inOrder()).multiset;
  }

  #inOrder(): Promise<Ordered> {
    this.#ordered ??= this.#order();
    return this.#ordered;
  }

  /** Some at once by their first characters: a million texts together would take seconds. */
  async #order(): Promise<Ordered> {
    const sha = createHash('sha256');
    const doubles = new Set<string>();
    const firsts = this.#firsts();
    const atOnce = Math.max(1, Math.floor((firsts.length * MOST_AT_ONCE) / Math.max(1, this.#count)));
    for (let from = 0; from < firsts.length; from += atOnce) {
      await inTurn(() => {
        const own = this.#startingWith(firsts.slice(from, from + atOnce)).sort();
        for (let index = 1; index < own.length; index += 1) {
          if (own[index] === own[index - 1]) doubles.add(own[index] as string);
        }
        sha.update(own.join(''));
      });
    }
    return { multiset: sha.digest('hex'), doubles };
  }

  /** Codes of the characters that any digest begins with, in their order. */
  #firsts(): number[] {
    const found = new Uint8Array(CODES);
    for (const { digests } of this.#held()) {
      for (let at = 0; at < digests.length; at += DIGEST_BYTES) found[digests[at] as number] = 1;
    }
    // Where there is no digest yet, there is a zero.
    return Array.from({ length: CODES - 1 }, (_, index) => index + 1).filter((code) => found[code] === 1);
  }

  #startingWith(firsts: readonly number[]): string[] {
    const wanted = new Uint8Array(CODES);
    for (const first of firsts) wanted[first] = 1;
    const own: string[] = [];
    for (const { digests } of this.#held()) {
      for (let index = 0; index < CHUNK; index += 1) {
        if (wanted[digests[index * DIGEST_BYTES] as number] === 1) own.push(digestAt(digests, index));
      }
    }
    return own;
  }

  #held(): Chunk[] {
    return this.#chunks.filter((chunk) => chunk !== undefined);
  }

  /** From a place on, up to the end of its chunk at most. */
  #set(position: number, digests: Buffer): void {
    const number = Math.floor(position / CHUNK);
    const chunk = (this.#chunks[number] ??= {
      digests: Buffer.alloc(CHUNK * DIGEST_BYTES),
      pages: new Uint32Array(CHUNK),
    });
    const first = position % CHUNK;
    chunk.digests.set(digests, first * DIGEST_BYTES);
    const end = first + digests.length / DIGEST_BYTES;
    for (let index = first; index < end; index += 1) if (chunk.pages[index] === 0) this.#count += 1;
    chunk.pages.fill(this.#page, first, end);
    this.#ordered = null;
  }
}

const digestAt = (digests: Buffer, index: number): string =>
  digests.toString('latin1', index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
