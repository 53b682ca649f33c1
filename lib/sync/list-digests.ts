import { createHash } from 'node:crypto';

/** Digests of the rows of a list by their place; all that has to be kept of it to prove it. */
export class ListDigests {
  readonly #digests: string[] = [];
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
  hasTwins(): boolean {
    const seen = new Map<string, number>();
    for (const [position, digest] of this.#digests.entries()) {
      const page = this.#pages[position] as number;
      const other = seen.get(digest);
      if (other !== undefined && other !== page) return true;
      seen.set(digest, page);
    }
    return false;
  }

  /** SHA-256 of the rows, each as often as it is there, in whatever order. */
  multiset(): string {
    const sha = createHash('sha256');
    for (const digest of [...this.#digests].sort()) sha.update(digest ?? '-');
    return sha.digest('hex');
  }

  #set(position: number, digest: string, page: number): void {
    if (this.#digests[position] === undefined) this.#count += 1;
    this.#digests[position] = digest;
    this.#pages[position] = page;
  }
}
