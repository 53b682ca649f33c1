import { addCycles, type Cycle, cycleStart } from '@/lib/cycles';
import type { StoredVersion } from '@/lib/ledger/stored-version';
import { add, type Decimal, decimal, isZero, subtract, ZERO } from '@/lib/money';

/** One amount that lines and summary should agree on and do not. Decimal text in the main unit of `currency`. */
export interface Difference {
  view: 'usage' | 'expenditures';
  amount: 'payable' | 'official';
  currency: string;
  lines: string;
  summary: string;
  /** Lines less summary. */
  difference: string;
}

/**
 * What the lines of a version and its summary differ by, per currency, exactly. The summary drops fractions of a cent,
 * so its payable amount is what it shows and what it truncated (contract 2.e to 2.g).
 */
export function differencesOf({ usage_lines, fee_lines, summary_rows }: Pick<StoredVersion, keyof StoredVersion>) {
  const found: Difference[] = [];
  const currencies = new Set([usage_lines, fee_lines, summary_rows].flatMap(({ sums }) => Object.keys(sums)));
  for (const currency of [...currencies].sort()) {
    const of = ({ sums }: StoredVersion[keyof StoredVersion], column: string) =>
      decimal(sums[currency]?.[column] ?? ZERO);
    const payable = add(of(summary_rows, 'consume_amount'), of(summary_rows, 'truncated_amount'));
    const official = of(summary_rows, 'official_amount');
    const compare = (what: Pick<Difference, 'view' | 'amount'>, lines: Decimal, summary: Decimal) => {
      const difference = subtract(lines, summary);
      if (!isZero(difference)) found.push({ ...what, currency, lines, summary, difference });
    };
    compare({ view: 'usage', amount: 'payable' }, of(usage_lines, 'consume_amount'), payable);
    compare({ view: 'usage', amount: 'official' }, of(usage_lines, 'official_amount'), official);
    compare({ view: 'expenditures', amount: 'payable' }, of(fee_lines, 'amount'), payable);
    compare({ view: 'expenditures', amount: 'official' }, of(fee_lines, 'official_amount'), official);
  }
  return found;
}

const LAG_MS = 24 * 3_600_000;

/**
 * Whether lines and summary of a cycle may differ though each is right: the summary ends with yesterday, expenditures with
 * the hour before (contract 5.5). So they do until a day after the month is over.
 */
export const mayLag = (cycle: Cycle, at: Date): boolean =>
  at.getTime() - cycleStart(addCycles(cycle, 1)).getTime() < LAG_MS;

export interface Evidence {
  /** See {@link mayLag}. */
  lagging: boolean;
  differences: readonly Difference[];
  /** Lists in which two answers have an equal row. */
  twins: readonly ('usage_lines' | 'fee_lines')[];
  /** Lists of which a second reading gave the same rows, each as often. */
  confirmed: ReadonlySet<'usage_lines' | 'fee_lines'>;
}

export type Verdict =
  /** What is there may be published; `flagged` when lines and summary differ all the same. */
  | { kind: 'publish'; flagged: boolean }
  /** These lists must be read a second time. */
  | { kind: 'readAgain'; facts: readonly ('usage_lines' | 'fee_lines')[] }
  /** Two readings agree, so it is what the upstream says, and it cannot be right. */
  | { kind: 'refuse' };

/**
 * Whether a load is what the upstream had at one instant. It is when its counts are right, no row can have been seen
 * twice or missed, and its sums are those of the summary before and after. Where one of these is open, a second reading
 * must have the same rows. Lines and summary that may lag behind each other are then shown as such; others may not differ.
 */
export function judge({ lagging, differences, twins, confirmed }: Evidence): Verdict {
  const doubtful = new Set(twins);
  for (const { view } of differences) doubtful.add(view === 'usage' ? 'usage_lines' : 'fee_lines');
  const unconfirmed = [...doubtful].filter((fact) => !confirmed.has(fact));
  if (unconfirmed.length > 0) return { kind: 'readAgain', facts: unconfirmed };
  if (differences.length === 0) return { kind: 'publish', flagged: false };
  return lagging ? { kind: 'publish', flagged: true } : { kind: 'refuse' };
}
