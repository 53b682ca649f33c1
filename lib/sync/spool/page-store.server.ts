import 'server-only';

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '@/lib/folders.server';
import type { RowBlock } from '@/lib/ledger/ledger';
import { Slots } from '@/lib/slots';
import type { ListDigests } from '../list-digests.server';
import { PageFile, type PlacedPage, type StoredPage } from './page-file.server';

/** Bytes of blocks that are stored at once: some tens of thousands of lines, which the engine holds in memory meanwhile. */
const MOST_BYTES = 16 * 2 ** 20;
/** Of lists that are read from their files to be stored: dozens may end at once. */
const inMemory = new Slots(2);

export interface PageStoreOptions {
  /** Path of the file that pages wait in, made when the first does. */
  path: string;
  /** Of the rows that are there already; gets those of pages that an earlier run had put into the file. */
  digests: ListDigests;
  /** Stores blocks durably, all of them or none; null for pages that are only compared. */
  store: ((blocks: readonly RowBlock[]) => Promise<void>) | null;
}

/**
 * Pages of one list on their way to the ledger. An insert costs the engine as much as thousands of lines, and each is a
 * part that is merged later: so pages wait in a file, where a process that is killed does not lose them, and are stored
 * together. Where the file cannot be written, each is stored by itself.
 */
export class PageStore {
  readonly #path: string;
  readonly #store: PageStoreOptions['store'];
  #file: PageFile | null = null;
  #isUnusable = false;
  /** Why the ledger did not take pages: whether it has them all the same, the next load finds out by counting. */
  #refused: { reason: unknown } | null = null;
  /** Pages of the file that the ledger does not have yet. */
  #waiting: PlacedPage[] = [];
  #last: Promise<unknown> = Promise.resolve();

  private constructor({ path, store }: PageStoreOptions) {
    this.#path = path;
    this.#store = store;
  }

  static async open(options: PageStoreOptions): Promise<PageStore> {
    const store = new PageStore(options);
    if (existsSync(options.path)) await store.#goOn(options.digests).catch(() => store.#leave());
    return store;
  }

  /** Whether pages come with their blocks. */
  get takesBlocks(): boolean {
    return this.#store !== null;
  }

  /**
   * Resolves when a process that is killed does not lose the page any more.
   * @param isAll nothing else belongs to the list: it is stored at once
   */
  add(page: StoredPage, isAll: boolean): Promise<void> {
    return this.#inOrder(async () => {
      const placed = isAll ? null : await this.#append(page);
      if (!placed) return this.#put([{ bytes: page.block, rows: page.rows }]);
      this.#waiting.push(placed);
      if (this.#waiting.reduce((sum, { length }) => sum + length, 0) >= MOST_BYTES) await this.#flush();
    });
  }

  /** The list has been read: what waits is stored. */
  flush(): Promise<void> {
    return this.#inOrder(() => this.#flush());
  }

  /** After what is under way. The file stays, for whoever goes on. */
  close(): Promise<void> {
    return this.#inOrder(() => this.#leave());
  }

  async #goOn(digests: ListDigests): Promise<void> {
    const { file, pages } = await PageFile.open(this.#path);
    this.#file = file;
    for (const { digests: found, ...page } of pages) {
      // Stored already, and the process was killed before the file was cleared.
      if (digests.has(page.offset)) continue;
      digests.keep(page.offset, found);
      this.#waiting.push(page);
    }
  }

  /** @returns null when the file cannot be used */
  async #append(page: StoredPage): Promise<PlacedPage | null> {
    if (this.#isUnusable) return null;
    try {
      if (!this.#file) {
        makeFolder(dirname(this.#path));
        this.#file = (await PageFile.open(this.#path)).file;
      }
      return await this.#file.append(page);
    } catch {
      // The disk is full, or its folder is gone: what the file has is stored, and nothing else goes there.
      await this.#flush();
      await this.#leave();
      return null;
    }
  }

  async #flush(): Promise<void> {
    const file = this.#file;
    if (!this.#store || !file || this.#waiting.length === 0) return;
    const release = await inMemory.enter();
    try {
      const blocks: RowBlock[] = [];
      for (const page of this.#waiting) blocks.push({ bytes: await file.blockOf(page), rows: page.rows });
      await this.#put(blocks);
    } finally {
      release();
    }
    this.#waiting = [];
    // If that fails, what it has is known to be stored already when it is opened again.
    await file.clear().catch(() => undefined);
  }

  /** Once in a life: what may be there after all must not be there twice. */
  async #put(blocks: readonly RowBlock[]): Promise<void> {
    if (this.#refused) throw this.#refused.reason;
    await this.#store?.(blocks).catch((reason: unknown) => {
      this.#refused = { reason };
      throw reason;
    });
  }

  async #leave(): Promise<void> {
    const file = this.#file;
    this.#isUnusable = true;
    this.#file = null;
    // What was appended is there, whatever closing says.
    await file?.close().catch(() => undefined);
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
