import 'server-only';

import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { FactName } from '@/lib/ledger/facts';
import type { LedgerCopies } from '@/lib/ledger/ledger';
import { columnNames } from '@/lib/ledger/tables';
import { log } from '@/lib/log.server';
import { BACKUP_LEASE, holdLease, releaseLease } from '@/lib/state/leases.server';
import type { Db } from '@/lib/state/schema';
import { Refused } from './refused';
import type { BackupSource, Snapshot } from './source.server';
import { readMigration, readTables } from '@/lib/state/tables.server';

const LEASE_MS = 30_000;
const BEAT_MS = 10_000;
/** A reader that takes longer is stuck: old versions are not kept for it for ever. */
const LONGEST_MS = 24 * 3_600_000;

/** The stores that this process has open. */
export class LocalSource implements BackupSource {
  readonly #db: Db;
  readonly #ledger: LedgerCopies;
  readonly #holder = randomUUID();
  #beat: NodeJS.Timeout | null = null;

  constructor(db: Db, ledger: LedgerCopies) {
    this.#db = db;
    this.#ledger = ledger;
  }

  async snapshot(): Promise<Snapshot> {
    await this.#hold();
    const takenAt = new Date().toISOString();
    const migration = await readMigration(this.#db);
    if (migration === null) throw new Refused('The store is empty: there is nothing to back up');
    return { takenAt, migration, tables: await readTables(this.#db) };
  }

  async lines(fact: FactName, version: number): Promise<Readable> {
    return this.#ledger.copyOut(fact, version, { columns: columnNames(fact) });
  }

  async close(): Promise<void> {
    if (this.#beat === null) return;
    clearInterval(this.#beat);
    this.#beat = null;
    await releaseLease(this.#db, { name: BACKUP_LEASE, holder: this.#holder });
  }

  /** While it is held, `dropOldVersions` drops nothing, on whatever replica it runs. */
  async #hold(): Promise<void> {
    const lease = { name: BACKUP_LEASE, holder: this.#holder, forMs: LEASE_MS };
    if (!(await holdLease(this.#db, lease))) {
      throw new Refused('Another backup is being made, or was cut off in the last half minute: try again in a moment');
    }
    const until = performance.now() + LONGEST_MS;
    this.#beat ??= setInterval(() => {
      if (performance.now() > until) return void this.close();
      holdLease(this.#db, lease).catch((error: unknown) => log.warn({ err: error }, 'backup could not be announced'));
    }, BEAT_MS).unref();
  }
}
