import 'server-only';

import type { Db } from '@/lib/state/schema';
import { type CycleSpan, listPublished, type PublishedVersion } from '@/lib/state/versions.server';
import type { FactName } from './facts';
import type { Ledger } from './ledger';
import { countBuilds, isComplete } from './rollup/build.server';
import { facts } from './tables';

export interface Published {
  /** What may be summed, by cycle and account. */
  whole: PublishedVersion[];
  /** Published once, and not all there any more: a sum over them would be too small. */
  lacking: PublishedVersion[];
}

interface Checked {
  /** After each start of the ledger it is looked at anew. */
  epoch: number;
  whole: Set<number>;
  /** Of sums, by their number: whether they have all lines. */
  rollups: Map<number, boolean>;
}

const checked = new WeakMap<Ledger, Checked>();

/**
 * Follows the pointer of a span once, and tells what the ledger really holds of it: one that was moved, restored or
 * damaged has fewer lines than were published. Each version is counted once in each epoch of the ledger.
 * @throws AppError `ledger_unavailable`
 */
export async function readPublished(db: Db, ledger: Ledger, span: CycleSpan): Promise<Published> {
  const published = await listPublished(db, span);
  const known = checkedBy(ledger);
  const unknown = published.filter(({ version, damaged }) => !damaged && !known.whole.has(version));
  if (unknown.length > 0) {
    const held = await countRows(ledger, unknown);
    for (const version of unknown) if (isWhole(version, held)) known.whole.add(version.version);
  }
  const isThere = ({ version, damaged }: PublishedVersion) => !damaged && known.whole.has(version);
  const whole = published.filter(isThere);
  await checkRollups(ledger, known, whole);
  return {
    whole: whole.map((version) => ({ ...version, rollup: soundRollup(version, known) })),
    lacking: published.filter((version) => !isThere(version)),
  };
}

/** A load has just counted this version, in an epoch that has not ended: it need not be counted again. */
export function noteWhole(ledger: Ledger, version: number, epoch: number): void {
  const known = checkedBy(ledger);
  if (known.epoch === epoch) known.whole.add(version);
}

/** Sums that lack a line are not used: the lines themselves answer until there are others. */
async function checkRollups(ledger: Ledger, { rollups }: Checked, versions: readonly PublishedVersion[]) {
  const unknown = versions.filter(({ rollup }) => rollup !== null && !rollups.has(rollup));
  if (unknown.length === 0) return;
  const found = await countBuilds(
    ledger,
    unknown.flatMap(({ rollup }) => rollup ?? []),
  );
  for (const { rollup, rows } of unknown) if (rollup !== null) rollups.set(rollup, isComplete(found, rollup, rows));
}

const soundRollup = ({ rollup }: PublishedVersion, { rollups }: Checked): number | null =>
  rollup !== null && rollups.get(rollup) ? rollup : null;

function checkedBy(ledger: Ledger): Checked {
  const { epoch } = ledger.status();
  const known = checked.get(ledger);
  if (known?.epoch === epoch) return known;
  const fresh = { epoch, whole: new Set<number>(), rollups: new Map<number, boolean>() };
  checked.set(ledger, fresh);
  return fresh;
}

const ROWS = { usage_lines: 'usage', fee_lines: 'fee', summary_rows: 'summary' } as const;

const isWhole = ({ version, rows }: PublishedVersion, held: ReadonlyMap<string, number>): boolean =>
  facts.every((fact) => (held.get(`${fact} ${version}`) ?? 0) === rows[ROWS[fact]]);

async function countRows(ledger: Ledger, versions: readonly PublishedVersion[]): Promise<Map<string, number>> {
  const counts = facts.map(
    (fact) =>
      `SELECT '${fact}' AS fact, version, count() AS lines FROM ledger.${fact} ` +
      'WHERE version IN {versions:Array(UInt32)} GROUP BY version',
  );
  const rows = await ledger.read<{ fact: FactName; version: number; lines: string }>({
    sql: counts.join(' UNION ALL '),
    params: { versions: versions.map(({ version }) => version) },
  });
  return new Map(rows.map(({ fact, version, lines }) => [`${fact} ${version}`, Number(lines)]));
}
