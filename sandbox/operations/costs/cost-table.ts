import type { Units } from '../../wire/amounts';
import { cycleOf, dayStart } from '../../wire/times';
import { linePart, spreadOf } from '../../world/bills/amortization';
import { type Book, sumsOf } from '../../world/bills/book';
import { Selection } from '../../world/bills/selection';
import type { SingleLine } from '../../world/bills/single-line';
import type { Line, Source } from '../../world/bills/source';
import type { Bucket, CostQuery } from './cost-input';

type Cost = Pick<Line, 'official' | 'amount' | 'coupon' | 'flexi' | 'card'>;

/** Costs of one combination of values, by bucket. */
export interface CostRow {
  values: readonly (string | null)[];
  amounts: Units[];
  officials: Units[];
}

/** Adds costs up by the values asked for and by time. */
export class CostTable {
  private readonly rows = new Map<string, CostRow>();

  constructor(private readonly query: CostQuery) {}

  /** Every line of a cycle on the day it was charged. */
  addBook(book: Book): void {
    this.addLines(book, () => true);
  }

  /** What was used; orders and payments are spread over their terms by `addSpread`. */
  addUsage(book: Book): void {
    this.addLines(book, (source) => source.hours !== null);
  }

  /** Charges over the days of their terms, up to the last day that is known. */
  addSpread(lines: readonly SingleLine[], lastDay: number): void {
    const { buckets, matches } = this.query;
    const first = buckets[0]?.from ?? 0;
    const last = Math.min(lastDay, buckets[buckets.length - 1]?.to ?? 0);
    for (const line of lines) {
      const { from, to } = spreadOf(line);
      if (from > last || to < first || !matches(line)) continue;
      const row = this.rowOf(line);
      for (const [index, bucket] of buckets.entries()) {
        this.add(row, index, linePart(line, { from: bucket.from, to: Math.min(bucket.to, last) }));
      }
    }
  }

  /** The rows, the most expensive first. */
  all(): CostRow[] {
    const total = (row: CostRow) => row.amounts.reduce((sum, amount) => sum + amount, 0);
    return [...this.rows.values()]
      .map((row) => ({ row, total: total(row) }))
      .sort((a, b) => b.total - a.total)
      .map(({ row }) => row);
  }

  private addLines(book: Book, counts: (source: Source) => boolean): void {
    const { buckets, measure, matches } = this.query;
    const lets = (source: Source) => counts(source) && matches(source);
    if (measure === 2) {
      const index = buckets.findIndex((bucket) => bucketCycle(bucket) === book.cycle);
      if (index < 0) return;
      for (const [place, sum] of sumsOf(book).entries()) {
        const source = book.sources[place];
        if (source && lets(source)) this.add(this.rowOf(source), index, sum);
      }
      return;
    }
    const [first] = buckets;
    const last = buckets[buckets.length - 1];
    if (!first || !last) return;
    const filter = { matches: lets, zeros: true, days: { from: first.from, to: last.to }, tradeId: null };
    new Selection(book, filter).each('days', { offset: 0, limit: Infinity }, (row) => {
      this.add(this.rowOf(row.source), (row.day ?? first.from) - first.from, row.line);
    });
  }

  private add(row: CostRow, index: number, cost: Cost): void {
    const amount = this.query.net ? cost.amount - cost.coupon - cost.flexi - cost.card : cost.amount;
    row.amounts[index] = (row.amounts[index] ?? 0) + amount;
    row.officials[index] = (row.officials[index] ?? 0) + cost.official;
  }

  private rowOf(source: Source): CostRow {
    const values = this.query.groups.map((group) => group.value(source));
    const key = JSON.stringify(values);
    const found = this.rows.get(key);
    if (found) return found;
    const zeros = () => this.query.buckets.map(() => 0);
    const row = { values, amounts: zeros(), officials: zeros() };
    this.rows.set(key, row);
    return row;
  }
}

const bucketCycle = (bucket: Bucket): number => cycleOf(dayStart(bucket.from));
