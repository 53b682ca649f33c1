import { isMoney, type Measure } from './words';
import { type Decimal, fromUnits, padDecimals, toUnits } from '@/lib/money';

/** A sum of the ledger: of one group, in one currency and unit, at one step (the empty text when there is none). */
export interface GroupSum {
  currency: string;
  unit: number | null;
  step: string;
  key: readonly string[];
  value: string;
  lines: number;
}

export interface Figures {
  total: string;
  before: string | null;
  lines: number;
  values: string[];
}

export interface ArrangedRow extends Figures {
  key: string[];
}

export interface ArrangedBlock extends Figures {
  currency: string;
  unit: number | null;
  rows: ArrangedRow[];
  others: (Figures & { count: number }) | null;
}

export interface Sums {
  /** Per step, or once; of the rows at least. */
  groups: readonly GroupSum[];
  /** Of everything, per step; without keys. */
  totals: readonly GroupSum[];
  /** The same over the compared span, without steps; null when nothing is compared. */
  before: { groups: readonly GroupSum[]; totals: readonly GroupSum[] } | null;
  /** Groups there are per block, where `groups` has only the largest. */
  counts?: ReadonlyMap<string, number>;
}

interface Tally {
  key: readonly string[];
  total: bigint;
  lines: number;
  steps: Map<string, bigint>;
}

export const blockKey = ({ currency, unit }: Pick<GroupSum, 'currency' | 'unit'>): string =>
  `${currency} ${unit ?? ''}`;
const rowKey = (key: readonly string[]): string => JSON.stringify(key);
const magnitude = (units: bigint): bigint => (units < 0n ? -units : units);

/**
 * Rows of the largest groups by |sum|, and `others`: the total minus the rows, so that what is shown always adds up to the
 * digit. Amounts of two currencies, and quantities of two units, never meet.
 */
export function arrange(
  sums: Sums,
  { measure, steps, top }: { measure: Measure; steps: readonly string[]; top: number },
): ArrangedBlock[] {
  const groups = tallied(sums.groups);
  const totals = tallied(sums.totals);
  const before = sums.before && { groups: tallied(sums.before.groups), totals: tallied(sums.before.totals) };
  const keys = [...new Set([...totals.keys(), ...(before?.totals.keys() ?? [])])].sort();
  const heads = new Map([...sums.totals, ...(sums.before?.totals ?? [])].map((sum) => [blockKey(sum), sum]));
  const none: Tally = { key: [], total: 0n, lines: 0, steps: new Map() };
  const write = (units: bigint) => (isMoney(measure) ? padDecimals(fromUnits(units)) : fromUnits(units));
  const figures = ({ total, lines, steps: own }: Tally, past: bigint | null): Figures => ({
    total: write(total),
    before: past === null ? null : write(past),
    lines,
    values: steps.map((step) => write(own.get(step) ?? 0n)),
  });
  return keys.map((key) => {
    const { currency = '', unit = null } = heads.get(key) ?? {};
    const whole = totals.get(key)?.get(rowKey([])) ?? none;
    const wholeBefore = before && (before.totals.get(key)?.get(rowKey([]))?.total ?? 0n);
    const own = groups.get(key) ?? new Map<string, Tally>();
    const past = before?.groups.get(key);
    const ranked = [...own.values()].sort(larger).slice(0, top);
    const pastOf = (row: Tally) => before && (past?.get(rowKey(row.key))?.total ?? 0n);
    const count = Math.max((sums.counts?.get(key) ?? own.size) - ranked.length, 0);
    const rest = minus(whole, ranked);
    const restBefore =
      wholeBefore === null ? null : ranked.reduce((sum, row) => sum - (pastOf(row) ?? 0n), wholeBefore);
    // Groups that are only in the past are others too: their change belongs to the total.
    const hasRest = count > 0 || (restBefore !== null && restBefore !== 0n);
    return {
      currency,
      unit,
      ...figures(whole, wholeBefore),
      rows: ranked.map((row) => ({ key: [...row.key], ...figures(row, pastOf(row)) })),
      others: hasRest ? { count, ...figures(rest, restBefore) } : null,
    };
  });
}

function larger(a: Tally, b: Tally): number {
  const [x, y] = [magnitude(a.total), magnitude(b.total)];
  if (x !== y) return x > y ? -1 : 1;
  return rowKey(a.key) < rowKey(b.key) ? -1 : 1;
}

function minus(whole: Tally, rows: readonly Tally[]): Tally {
  const rest: Tally = { key: [], total: whole.total, lines: whole.lines, steps: new Map(whole.steps) };
  for (const row of rows) {
    rest.total -= row.total;
    rest.lines -= row.lines;
    for (const [step, units] of row.steps) rest.steps.set(step, (rest.steps.get(step) ?? 0n) - units);
  }
  return rest;
}

/** Block → group → its sums over the steps. */
function tallied(sums: readonly GroupSum[]): Map<string, Map<string, Tally>> {
  const blocks = new Map<string, Map<string, Tally>>();
  for (const sum of sums) {
    const block = blocks.get(blockKey(sum)) ?? new Map<string, Tally>();
    blocks.set(blockKey(sum), block);
    const key = rowKey(sum.key);
    const tally = block.get(key) ?? { key: sum.key, total: 0n, lines: 0, steps: new Map<string, bigint>() };
    block.set(key, tally);
    const units = toUnits(sum.value as Decimal);
    tally.total += units;
    tally.lines += sum.lines;
    tally.steps.set(sum.step, (tally.steps.get(sum.step) ?? 0n) + units);
  }
  return blocks;
}

/** The totals of sums whose groups are all there. */
export const withoutKeys = (sums: readonly GroupSum[]): GroupSum[] => sums.map((sum) => ({ ...sum, key: [] }));
