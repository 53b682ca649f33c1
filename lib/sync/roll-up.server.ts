import 'server-only';

import { isDamage } from '@/lib/ledger/faults';
import type { Ledger } from '@/lib/ledger/ledger';
import { begunAt, type BuildRows, countBuilds, isComplete, listBuilds, rollUp } from '@/lib/ledger/rollup/build.server';
import type { Db } from '@/lib/state/schema';
import { isDamaged, listRollups, listVersions, saveRollup } from '@/lib/state/versions.server';

/** Longer than sums take to be made, and than any question that may still read those that were replaced. */
const GRACE_MS = 600_000;

/** As long as most first readings of an account take: two processors read months slower while others are added up. */
const REST_MS = 30_000;

/**
 * Makes sums for each published version that has none, or whose sums the ledger has lost. Until then its lines answer:
 * slower, and the same.
 */
export class RollUps {
  /** Sums that were found to be all there, and versions that cannot have any, in this epoch of the ledger. */
  readonly #sound = new Set<number>();
  readonly #hopeless = new Set<number>();
  #epoch = Number.NaN;
  /** Since when no version points to a build, ms: one that was needed for a year may be read at this moment. */
  readonly #unneededSince = new Map<number, number>();

  constructor(
    private readonly db: Db,
    private readonly ledger: Ledger,
  ) {}

  /**
   * @param reading whether months are being read: then one that came a moment ago waits for its sums
   * @returns the versions that got sums
   */
  async make({ signal, reading = false }: { signal?: AbortSignal; reading?: boolean } = {}): Promise<number[]> {
    const { epoch } = this.ledger.status();
    if (epoch !== this.#epoch) {
      this.#sound.clear();
      this.#hopeless.clear();
    }
    this.#epoch = epoch;
    const made: number[] = [];
    const until = new Date(Date.now() - REST_MS).toISOString();
    for (const { version, rows, publishedAt } of await this.#lacking()) {
      if (signal?.aborted) break;
      if (reading && publishedAt > until) continue;
      const rollup = await rollUp(this.ledger, { version, rows }).catch(unlessDamaged);
      // A version without all of its lines is not shown, and read again: then it is another version.
      if (rollup === null) {
        this.#hopeless.add(version);
        continue;
      }
      await saveRollup(this.db, version, rollup);
      this.#sound.add(rollup);
      made.push(version);
    }
    return made;
  }

  /** Deletes sums that no version points to: of versions that were replaced, or that a killed process had begun. */
  async dropOld(now: number = Date.now()): Promise<number[]> {
    const held = await listBuilds(this.ledger);
    const needed = await listRollups(this.db);
    for (const build of this.#unneededSince.keys()) if (needed.has(build)) this.#unneededSince.delete(build);
    const old = held.filter((build) => {
      if (needed.has(build)) return false;
      const since = this.#unneededSince.get(build) ?? now;
      this.#unneededSince.set(build, since);
      return now - Math.max(since, begunAt(build)) > GRACE_MS;
    });
    await this.ledger.dropBuilds(old);
    for (const build of old) this.#unneededSince.delete(build);
    return old;
  }

  async #lacking(): Promise<{ version: number; rows: BuildRows; publishedAt: string }[]> {
    const published = (await listVersions(this.db, 'published'))
      .filter((row) => !isDamaged(row) && !this.#hopeless.has(row.version))
      .map(({ version, rollup, ...row }) => ({
        version,
        rollup: rollup === null ? null : Number(rollup),
        publishedAt: row.ended_at ?? row.started_at,
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

/** Its lines cannot be read; whoever looks after the ledger finds that out, and the others get their sums. */
function unlessDamaged(error: unknown): null {
  if (isDamage(error)) return null;
  throw error;
}
