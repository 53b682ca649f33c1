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
  /** Of everything, per step; without keys. Null when the groups are all there, and add up to it. */
  totals: readonly GroupSum[] | null;
  /** The same over the compared span, without steps; null when nothing is compared. */
  before: Pick<Sums, 'groups' | 'totals'> | null;
  /** Groups there are per block, where `groups` has only the largest. */
  counts?: ReadonlyMap<string, number>;
}

interface Tally {
  currency: string;
  unit: number | null;
  key: readonly string[];
  total: bigint;
  lines: number;
  steps: Map<string, bigint>;
}

export const blockKey = ({ currency, unit }: Pick<GroupSum, 'currency' | 'unit'>): string =>
  `${currency} ${unit ?? ''}`;
const rowKey = (key: readonly string[]): string => (key.length === 1 ? (key[0] ?? '') : JSON.stringify(key));
const magnitude = (units: bigint): bigint => (units < 0n ? -units : units);

/**
 * Rows of the largest groups by |sum|, and `others`: the total minus the rows, so that what is shown always adds up to the
 * digit. Amounts of two currencies, and quantities of two units, never meet.
 */
export function arrange(
  sums: Sums,
  { measure, steps, top }: { measure: Measure; steps: readonly string[]; top: number },
): ArrangedBlock[] {
  const { groups, totals } = talliedBoth(sums);
  const before = sums.before && talliedBoth(sums.before);
  const keys = [...new Set([...totals.keys(), ...(before?.totals.keys() ?? [])])].sort();
  const none: Tally = { currency: '', unit: null, key: [], total: 0n, lines: 0, steps: new Map() };
  const write = (units: bigint) => (isMoney(measure) ? padDecimals(fromUnits(units)) : fromUnits(units));
  const figures = ({ total, lines, steps: own }: Tally, past: bigint | null): Figures => ({
    total: write(total),
    before: past === null ? null : write(past),
    lines,
    values: steps.map((step) => write(own.get(step) ?? 0n)),
  });
  return keys.map((key) => {
    const whole = totals.get(key) ?? none;
    const { currency, unit } = totals.get(key) ?? before?.totals.get(key) ?? none;
    const wholeBefore = before && (before.totals.get(key)?.total ?? 0n);
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
  const rest: Tally = { ...whole, steps: new Map(whole.steps) };
  for (const row of rows) {
    rest.total -= row.total;
    rest.lines -= row.lines;
    for (const [step, units] of row.steps) rest.steps.set(step, (rest.steps.get(step) ?? 0n) - units);
  }
  return rest;
}

interface Tallied {
  /** Block → group → its sums over the steps. */
  groups: Map<string, Map<string, Tally>>;
  /** Block → the sums of everything in it. */
  totals: Map<string, Tally>;
}

function talliedBoth({ groups, totals }: Pick<Sums, 'groups' | 'totals'>): Tallied {
  const found: Tallied = { groups: new Map(), totals: new Map() };
  for (const sum of groups) {
    const units = toUnits(sum.value as Decimal);
    const block = blockKey(sum);
    const rows = found.groups.get(block) ?? new Map<string, Tally>();
    found.groups.set(block, rows);
    addTo(rows, rowKey(sum.key), { ...sum, units });
    if (totals === null) addTo(found.totals, block, { ...sum, units });
  }
  for (const sum of totals ?? []) addTo(found.totals, blockKey(sum), { ...sum, units: toUnits(sum.value as Decimal) });
  return found;
}

function addTo(
  tallies: Map<string, Tally>,
  name: string,
  { currency, unit, key, step, lines, units }: GroupSum & { units: bigint },
): void {
  const tally = tallies.get(name);
  if (!tally) {
    tallies.set(name, { currency, unit, key, total: units, lines, steps: new Map([[step, units]]) });
    return;
  }
  tally.total += units;
  tally.lines += lines;
  tally.steps.set(step, (tally.steps.get(step) ?? 0n) + units);
}
