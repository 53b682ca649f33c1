import 'server-only';

import type { Ledger, ReadOptions } from '@/lib/ledger/ledger';
import {
  type FeeGroup,
  type FeeGrouping,
  type FeeScope,
  groupsQuery,
  joinedKey,
} from '@/lib/ledger/queries/explore.server';
import { largestOfBothQuery, largestQuery } from '@/lib/ledger/queries/explore-largest.server';
import { blockKey, type GroupSum, type Sums } from './arrange';
import { labelsOf } from './labels.server';
import { NAMED_BY_LINES } from './names.server';
import type { Dimension } from './words';

/** How many different values are usual; it decides how a question is asked, never what it answers. */
const USUAL: Readonly<Record<Dimension, number>> = {
  service: 60,
  resourceType: 150,
  region: 12,
  project: 50,
  account: 3,
  mode: 4,
  type: 12,
  tag: 60,
  sku: 3000,
  resource: 50_000,
};
/** Sums that are worth reading all at once. */
const MANY = 10_000;

export interface AskedSums extends FeeGrouping {
  by: readonly Dimension[];
  top: number;
  /** Steps of the span. */
  steps: number;
}

/** Sums of a view: all groups where they are few; otherwise the largest, then what they are at each step. */
export async function readSums(
  ledger: Ledger,
  { now, before, options }: { now: FeeScope; before: FeeScope | null; options: ReadOptions },
  { steps, top, ...grouping }: AskedSums,
): Promise<Sums> {
  const ask = async (scope: FeeScope, asked: FeeGrouping, only?: readonly (readonly string[])[]) => {
    if (scope.versions.length === 0 || only?.length === 0) return [];
    const rows = await ledger.read<FeeGroup>(groupsQuery(scope, asked, only), { ...options, follows: !!only });
    return rows.map((row) => sumOf(row, asked.by));
  };
  const once = { ...grouping, step: 'none' } as const;
  const totalsOf = (scope: FeeScope) => ask(scope, { ...grouping, by: [] });
  const many = grouping.by.reduce((product, dimension) => product * USUAL[dimension], Math.max(steps, 1)) > MANY;
  if (!many) {
    const [groups, past, pastTotals] = await Promise.all([
      ask(now, grouping),
      before && ask(before, once),
      before && grouping.step !== 'none' ? totalsOf(before) : null,
    ]);
    return { groups, totals: null, before: past && { groups: past, totals: pastTotals } };
  }
  const [largest, totals, pastTotals] = await Promise.all([
    readLargest(ledger, { now, before, options }, { ...grouping, top }),
    totalsOf(now),
    before && totalsOf(before),
  ]);
  const sums = largest.map((row) => sumOf(row, grouping.by));
  const keys = [...new Map(sums.map(({ key }) => [joinedKey(key), key])).values()];
  return {
    groups: grouping.step === 'none' ? sums : onlyIn(sums, await ask(now, grouping, keys)),
    totals,
    before: before && {
      groups: largest.map((row) => ({ ...sumOf(row, grouping.by), value: row.before ?? '0' })),
      totals: pastTotals ?? [],
    },
    labels: grouping.by.map((_, index) => labelsOf(largest, index)),
    counts: new Map(largest.map((row, index) => [blockKey(sums[index] ?? row), Number(row.groups)])),
  };
}

/** The largest groups, with what they were before where that is asked for: then those that are gone are among them. */
async function readLargest(
  ledger: Ledger,
  { now, before, options }: { now: FeeScope; before: FeeScope | null; options: ReadOptions },
  { top, ...grouping }: Omit<AskedSums, 'steps'>,
): Promise<FeeGroup[]> {
  if (before) return ledger.read<FeeGroup>(largestOfBothQuery({ now, before }, grouping, { most: top }), options);
  if (now.versions.length === 0) return [];
  // Some of the lines may call a code otherwise than all of them do.
  const isOfAll = now.days === null && now.conditions.length === 0 && grouping.by.length === 1;
  const labelled = isOfAll ? NAMED_BY_LINES : [];
  return ledger.read<FeeGroup>(largestQuery(now, grouping, { most: top, labelled }), options);
}

/** A group that is large in one currency only is no row of the other. */
function onlyIn(largest: readonly GroupSum[], found: readonly GroupSum[]): GroupSum[] {
  const wanted = new Set(largest.map((sum) => `${blockKey(sum)} ${joinedKey(sum.key)}`));
  return found.filter((sum) => wanted.has(`${blockKey(sum)} ${joinedKey(sum.key)}`));
}

function sumOf(row: FeeGroup, by: readonly Dimension[]): GroupSum {
  return {
    currency: row.currency,
    unit: row.unit,
    step: row.step ?? '',
    key: by.map((_, index) => String(row[`d${index}`] ?? '')),
    value: row.value,
    lines: Number(row.lines),
  };
}
