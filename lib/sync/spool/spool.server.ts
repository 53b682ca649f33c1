import 'server-only';

import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const ID = /^[\da-f-]{36}$/;

/** A folder in which pages of lists wait for the ledger, apart for each load; only of this machine. */
export class Spool {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A name for what a load has here, kept with it so that another process finds it. */
  newId(): string {
    return randomUUID();
  }

  /** @throws RangeError for a name that was not given here */
  pathOf(id: string, list: string): string {
    return join(this.#folderOf(id), list);
  }

  /** Nothing of a load is needed any more. */
  async drop(id: string): Promise<void> {
    await rm(this.#folderOf(id), { recursive: true, force: true });
  }

  /** Drops what belongs to none of the loads that `needed` gives: it is asked after the folder was read. */
  async tidy(needed: () => Promise<ReadonlySet<string>>): Promise<void> {
    const found = await readdir(this.#folder).catch(() => []);
    const ids = found.filter((name) => ID.test(name));
    if (ids.length === 0) return;
    const kept = await needed();
    for (const id of ids) if (!kept.has(id)) await this.drop(id);
  }

  #folderOf(id: string): string {
    if (!ID.test(id)) throw new RangeError('not the name of a load in the spool');
    return join(this.#folder, id);
  }
}
