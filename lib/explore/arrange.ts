import { isMoney, type Measure } from './words';
import { type Decimal, fromUnits, paddedUnits, toUnits } from '@/lib/money';

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
  /** Of everything, over the compared span: one per step, null where none stands beside it. */
  beforeValues: (string | null)[] | null;
}

export interface Sums {
  /** Per step, or once; of the rows at least. */
  groups: readonly GroupSum[];
  /** Of everything, per step; without keys. Null when the groups are all there, and add up to it. */
  totals: readonly GroupSum[] | null;
  /** The same over the compared span, its groups without steps; null when nothing is compared. */
  before: Pick<Sums, 'groups' | 'totals'> | null;
  /** Groups there are per block, now or before, where `groups` has only the largest. */
  counts?: ReadonlyMap<string, number>;
  /** What codes of each dimension are called in the lines, where that was read along. */
  labels?: readonly ReadonlyMap<string, string>[];
}

interface Tally {
  key: readonly string[];
  total: bigint;
  lines: number;
  steps: Map<string, bigint>;
}

export const blockKey = ({ currency, unit }: Pick<GroupSum, 'currency' | 'unit'>): string =>
  `${currency} ${unit ?? ''}`;
const rowKey = (key: readonly string[]): string => (key.length === 1 ? (key[0] ?? '') : JSON.stringify(key));
const magnitude = (units: bigint): bigint => (units < 0n ? -units : units);

export interface Arrangement {
  measure: Measure;
  steps: readonly string[];
  /** What stands beside each step in the compared span. */
  stepsBefore: readonly (string | null)[];
  top: number;
}

/**
 * Rows of the largest groups by |sum|, what is only in the compared span behind all others; and
 * `others`: the total minus the rows, so that what is shown always adds up to the digit. Amounts of two currencies, and
 * quantities of two units, never meet.
 */
export function arrange(sums: Sums, { measure, steps, stepsBefore, top }: Arrangement): ArrangedBlock[] {
  const now = tallied(sums);
  const before = sums.before && tallied(sums.before);
  const keys = [...new Set([...now.keys(), ...(before?.keys() ?? [])])].sort();
  const write = (units: bigint) => (isMoney(measure) ? paddedUnits(units) : fromUnits(units));
  const figures = ({ total, lines, steps: own }: Tally, past: bigint | null): Figures => ({
    total: write(total),
    before: past === null ? null : write(past),
    lines,
    values: steps.map((step) => write(own.get(step) ?? 0n)),
  });
  return keys.map((key) => {
    const [own, ago] = [now.get(key), before?.get(key)];
    const { currency, unit } = (own ?? ago) as Block;
    const whole = own?.total ?? none();
    const wholeBefore = before && (ago?.total.total ?? 0n);
    const stepBefore = (step: string) => write(ago?.total.steps.get(step) ?? 0n);
    const groups = rankedGroups(own?.groups, before && (ago?.groups ?? new Map<string, Tally>()));
    const rows = groups.slice(0, top);
    const count = Math.max((sums.counts?.get(key) ?? groups.length) - rows.length, 0);
    const rest = minus(
      whole,
      rows.map(({ own: row }) => row),
    );
    const restBefore = wholeBefore === null ? null : rows.reduce((sum, { past }) => sum - (past ?? 0n), wholeBefore);
    return {
      currency,
      unit,
      ...figures(whole, wholeBefore),
      rows: rows.map(({ own: row, past }) => ({ key: [...row.key], ...figures(row, past) })),
      others: count > 0 ? { count, ...figures(rest, restBefore) } : null,
      beforeValues: before && steps.length > 0 ? stepsBefore.map((step) => step && stepBefore(step)) : null,
    };
  });
}

interface Ranked {
  own: Tally;
  /** Null when nothing is compared. */
  past: bigint | null;
}

/** All groups there are now or were before. */
function rankedGroups(
  now: ReadonlyMap<string, Tally> = new Map(),
  before: ReadonlyMap<string, Tally> | null,
): Ranked[] {
  const groups = [...now].map(([key, own]) => ({ own, past: before && (before.get(key)?.total ?? 0n) }));
  const gone = [...(before ?? [])].filter(([key]) => !now.has(key));
  return [...groups, ...gone.map(([, { key, total }]) => ({ own: none(key), past: total }))].sort(larger);
}

function larger(a: Ranked, b: Ranked): number {
  const [x, y] = [magnitude(a.own.total), magnitude(b.own.total)];
  if (x !== y) return x > y ? -1 : 1;
  if ((a.own.lines === 0) !== (b.own.lines === 0)) return a.own.lines === 0 ? 1 : -1;
  const [u, v] = [magnitude(a.past ?? 0n), magnitude(b.past ?? 0n)];
  if (u !== v) return u > v ? -1 : 1;
  return rowKey(a.own.key) < rowKey(b.own.key) ? -1 : 1;
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

interface Block {
  currency: string;
  unit: number | null;
  groups: Map<string, Tally>;
  total: Tally;
}

/** Blocks with their groups and totals: one look-up for a run of rows of the same block, since there may be thousands. */
function tallied({ groups, totals }: Pick<Sums, 'groups' | 'totals'>): Map<string, Block> {
  const blocks = new Map<string, Block>();
  let block: Block | undefined;
  const blockOf = (sum: GroupSum): Block => {
    if (block && block.currency === sum.currency && block.unit === sum.unit) return block;
    const { currency, unit } = sum;
    block = blocks.get(blockKey(sum)) ?? { currency, unit, groups: new Map(), total: none() };
    blocks.set(blockKey(sum), block);
    return block;
  };
  for (const sum of groups) {
    const own = blockOf(sum);
    const key = rowKey(sum.key);
    let tally = own.groups.get(key);
    if (!tally) own.groups.set(key, (tally = none(sum.key)));
    const units = toUnits(sum.value as Decimal);
    count(tally, sum, units);
    if (totals === null) count(own.total, sum, units);
  }
  for (const sum of totals ?? []) count(blockOf(sum).total, sum, toUnits(sum.value as Decimal));
  return blocks;
}

const none = (key: readonly string[] = []): Tally => ({ key, total: 0n, lines: 0, steps: new Map() });

function count(tally: Tally, { step, lines }: GroupSum, units: bigint): void {
  tally.total += units;
  tally.lines += lines;
  tally.steps.set(step, (tally.steps.get(step) ?? 0n) + units);
}
