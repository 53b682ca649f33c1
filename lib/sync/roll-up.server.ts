import 'server-only';

import type { Ledger } from '@/lib/ledger/ledger';
import { begunAt, type BuildRows, countBuilds, isComplete, listBuilds, rollUp } from '@/lib/ledger/rollup/build.server';
import type { Db } from '@/lib/state/schema';
import { listRollups, listVersions, saveRollup } from '@/lib/state/versions.server';

/** Longer than sums take to be made, and than any question that may still read those that were replaced. */
const GRACE_MS = 600_000;

/**
 * Makes sums for each published version that has none, or whose sums the ledger has lost. Until then its lines answer:
 * slower, and the same.
 */
export class RollUps {
  /** Sums that were found to be all there in this epoch of the ledger. */
  #sound = new Set<number>();
  #epoch = Number.NaN;

  constructor(
    private readonly db: Db,
    private readonly ledger: Ledger,
  ) {}

  /** @returns the versions that got sums */
  async make(signal?: AbortSignal): Promise<number[]> {
    const { epoch } = this.ledger.status();
    if (epoch !== this.#epoch) this.#sound = new Set();
    this.#epoch = epoch;
    const made: number[] = [];
    for (const { version, rows } of await this.#lacking()) {
      if (signal?.aborted) break;
      const rollup = await rollUp(this.ledger, { version, rows });
      // A version without all of its lines is no longer shown; it is read again, and is another version then.
      if (rollup === null) continue;
      await saveRollup(this.db, version, rollup);
      this.#sound.add(rollup);
      made.push(version);
    }
    return made;
  }

  async #lacking(): Promise<{ version: number; rows: BuildRows }[]> {
    const published = (await listVersions(this.db, 'published')).map(({ version, rollup, ...row }) => ({
      version,
      rollup: rollup === null ? null : Number(rollup),
      rows: { usage: row.usage_rows ?? 0, fee: row.fee_rows ?? 0, summary: row.summary_rows ?? 0 },
    }));
    const unknown = published.filter(({ rollup }) => rollup !== null && !this.#sound.has(rollup));
    const found = await countBuilds(
      this.ledger,
      unknown.flatMap(({ rollup }) => rollup ?? []),
    );
    for (const { rollup, rows } of unknown) {
      if (rollup !== null && isComplete(found, rollup, rows)) this.#sound.add(rollup);
    }
    return published.filter(({ rollup }) => rollup === null || !this.#sound.has(rollup));
  }
}

/** Deletes sums that no version points to: of versions that were replaced, or that a killed process had begun. */
export async function dropOldRollups(db: Db, ledger: Ledger, now: number = Date.now()): Promise<number[]> {
  const held = await listBuilds(ledger);
  const needed = await listRollups(db);
  const old = held.filter((build) => !needed.has(build) && now - begunAt(build) > GRACE_MS);
  await ledger.dropBuilds(old);
  return old;
}
