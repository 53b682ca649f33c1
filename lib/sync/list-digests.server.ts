import 'server-only';

import { createHash } from 'node:crypto';
import { inTurn } from '@/lib/turns.server';

/** Digests of the rows of a list by their place; all that has to be kept of it to prove it. */
export class ListDigests {
  readonly #digests: (string | undefined)[] = [];
  readonly #pages: number[] = [];
  #count = 0;
  #page = 0;

  /** Rows that came in one answer, and so belong to one instant. */
  keep(offset: number, digests: readonly string[]): void {
    this.#page += 1;
    for (const [index, digest] of digests.entries()) this.#set(offset + index, digest, this.#page);
  }

  /** Rows of an earlier run: nobody knows any more which came together. */
  keepApart(position: number, digest: string): void {
    this.#page += 1;
    this.#set(position, digest, this.#page);
  }

  get count(): number {
    return this.#count;
  }

  has(position: number): boolean {
    return this.#digests[position] !== undefined;
  }

  /**
   * Whether two answers have an equal row. Without, a list of N places holds N different rows: none was seen twice
   * because it moved over the border of a page, and so none was missed.
   */
  async hasTwins(): Promise<boolean> {
    for (const positions of this.#parts()) if (await inTurn(() => this.#twinsAmong(positions))) return true;
    return false;
  }

  /** SHA-256 of the rows, each as often as it is there, in whatever order. */
  async multiset(): Promise<string> {
    const sha = createHash('sha256');
    for (const positions of this.#parts()) {
      await inTurn(() => {
        const digests = positions.map((position) => this.#digests[position] as string);
        for (const digest of digests.sort()) sha.update(digest);
      });
    }
    return sha.digest('hex');
  }

  /** Places by the first character of their digests, in its order: a million rows at once would take seconds. */
  #parts(): number[][] {
    const parts: number[][] = [];
    for (const [position, digest] of this.#digests.entries()) {
      if (digest !== undefined) (parts[digest.charCodeAt(0)] ??= []).push(position);
    }
    return parts.filter((part) => part !== undefined);
  }

  #twinsAmong(positions: readonly number[]): boolean {
    const seen = new Map<string, number>();
    return positions.some((position) => {
      const digest = this.#digests[position] as string;
      const page = this.#pages[position] as number;
      const other = seen.get(digest);
      seen.set(digest, page);
      return other !== undefined && other !== page;
    });
  }

  #set(position: number, digest: string, page: number): void {
    if (this.#digests[position] === undefined) this.#count += 1;
    this.#digests[position] = digest;
    this.#pages[position] = page;
  }
}
