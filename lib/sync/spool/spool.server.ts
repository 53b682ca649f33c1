import 'server-only';

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, rm } from 'node:fs/promises';
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

  /**
   * What a load has here, under another name as well: whoever still writes under the old one writes for nobody.
   * @throws the error of the file system
   */
  async copy(from: string, to: string): Promise<void> {
    const source = this.#folderOf(from);
    if (existsSync(source)) await cp(source, this.#folderOf(to), { recursive: true });
  }

  /** Nothing of a load is needed any more. What cannot be deleted now is deleted when the folder is tidied. */
  async drop(id: string): Promise<void> {
    const folder = this.#folderOf(id);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }

  /** The same for one list of it. */
  async dropList(id: string, list: string): Promise<void> {
    await rm(this.pathOf(id, list), { force: true });
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
