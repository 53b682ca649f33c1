import { type Book, sumsOf } from './book';
import { addLine, emptyLine, type Line, type Source } from './source';
import type { Standpoint } from './standpoint';
import { UsageStream } from './usage-stream';

export interface Filter {
  matches: (source: Source) => boolean;
  /** false leaves out rows that are payable 0, at whatever level they are. */
  zeros: boolean;
  days: { from: number; to: number } | null;
  tradeId: string | null;
}

/** A row at any level of aggregation. `day` is null for a whole cycle. */
export interface Row {
  source: Source;
  line: Line;
  day: number | null;
  slot: number;
}

/** Lines of one entry of a book that passed, and how many came before them. */
interface Run {
  entry: number;
  from: number;
  count: number;
  before: number;
}

/** Lines of a book that a filter lets through, found without building the others. */
export class Selection {
  private readonly wanted: Uint8Array;

  constructor(
    private readonly book: Book,
    private readonly filter: Filter,
  ) {
    this.wanted = Uint8Array.from(book.sources, (source) => (this.lets(source) ? 1 : 0));
  }

  private lets(source: Source): boolean {
    return (this.filter.zeros || !source.zero) && this.filter.matches(source);
  }

  /** Rows at transaction level from an offset, and how many there are in all. */
  lines(offset: number, limit: number): { total: number; rows: Row[] } {
    const rows: Row[] = [];
    const total = this.walk(({ entry, from, count, before }) => {
      if (before + count <= offset || rows.length >= limit) return;
      const source = this.sourceAt(entry);
      for (let slot = from + Math.max(0, offset - before); slot < from + count && rows.length < limit; slot += 1) {
        const line = emptyLine();
        source.read(slot, line, this.book.from);
        rows.push({ source, line, day: this.book.day[entry] ?? 0, slot });
      }
    });
    return { total, rows };
  }

  /** One row per source and day. */
  days(offset: number, limit: number): { total: number; rows: Row[] } {
    const rows: Row[] = [];
    let total = 0;
    this.walk(({ entry, from, count }) => {
      const place = total;
      total += 1;
      if (place < offset || rows.length >= limit) return;
      const source = this.sourceAt(entry);
      rows.push({ source, line: sumOf(source, { from, count }, this.book.from), day: this.book.day[entry] ?? 0, slot: from });
    });
    return { total, rows };
  }

  /** One row per source. */
  cycle(offset: number, limit: number): { total: number; rows: Row[] } {
    const first = new Map<number, number>();
    this.walk(({ entry, from }) => {
      const index = this.book.source[entry] ?? 0;
      if (!first.has(index)) first.set(index, from);
    });
    const page = [...first].slice(offset, offset + limit);
    const sums = this.sums(new Set(page.map(([index]) => index)));
    const rows = page.flatMap(([index, slot]) => {
      const source = this.book.sources[index];
      return source ? [{ source, line: sums.get(index) ?? emptyLine(), day: null, slot }] : [];
    });
    return { total: first.size, rows };
  }

  private sums(indexes: ReadonlySet<number>): ReadonlyMap<number, Line> {
    if (this.filter.days === null && this.filter.tradeId === null && this.filter.zeros) {
      const all = sumsOf(this.book);
      return new Map([...indexes].map((index) => [index, all[index] ?? emptyLine()]));
    }
    const sums = new Map<number, Line>();
    this.walk(({ entry, from, count }) => {
      const index = this.book.source[entry] ?? 0;
      if (!indexes.has(index)) return;
      const sum = sums.get(index) ?? emptyLine();
      addLine(sum, sumOf(this.sourceAt(entry), { from, count }, this.book.from));
      sums.set(index, sum);
    });
    return sums;
  }

  /** Visits the entries let through, with the first slot, the number of lines and the lines before; returns all lines. */
  private walk(visit: (run: Run) => void): number {
    const { book, filter } = this;
    const trade = filter.tradeId === null ? null : this.tradePlace(filter.tradeId);
    let lines = 0;
    for (let entry = 0; entry < book.size; entry += 1) {
      const index = book.source[entry] ?? 0;
      if (this.wanted[index] === 0) continue;
      const day = book.day[entry] ?? 0;
      if (filter.days !== null && (day < filter.days.from || day > filter.days.to)) continue;
      let from = book.slot[entry] ?? 0;
      let count = book.count[entry] ?? 0;
      if (trade !== null) {
        if (!trade.sources.has(index)) continue;
        if (trade.slot !== null) {
          if (trade.slot < from || trade.slot >= from + count) continue;
          from = trade.slot;
          count = 1;
        }
      }
      if (!filter.zeros && this.isZero(index, from)) continue;
      visit({ entry, from, count, before: lines });
      lines += count;
    }
    return lines;
  }

  /** Lines that packages may cover come one a day, so that the first of an entry is all of it. */
  private isZero(index: number, slot: number): boolean {
    const source = this.book.sources[index];
    return source instanceof UsageStream && source.mixed && source.isZeroAt(slot);
  }

  private tradePlace(tradeId: string): { sources: ReadonlySet<number>; slot: number | null } {
    const sources = new Set<number>();
    let slot: number | null = null;
    for (const [index, source] of this.book.sources.entries()) {
      if (source instanceof UsageStream) {
        const found = source.slotOf(tradeId);
        if (found === null) continue;
        slot = found;
      } else if (source.tradeId(0) !== tradeId) continue;
      sources.add(index);
    }
    return { sources, slot };
  }

  private sourceAt(entry: number): Source {
    const source = this.book.sources[this.book.source[entry] ?? 0];
    if (!source) throw new Error('an entry of a book without its source');
    return source;
  }
}

function sumOf(source: Source, run: { from: number; count: number }, from: Standpoint): Line {
  const sum = emptyLine();
  const line = emptyLine();
  for (let slot = run.from; slot < run.from + run.count; slot += 1) {
    source.read(slot, line, from);
    addLine(sum, line);
  }
  return sum;
}

/** A page over several books, one after the other. */
export function pageOver(
  selections: readonly Selection[],
  level: 'lines' | 'days' | 'cycle',
  page: { offset: number; limit: number },
): { total: number; rows: Row[] } {
  let total = 0;
  const rows: Row[] = [];
  for (const selection of selections) {
    const open = page.limit - rows.length;
    const part = selection[level](Math.max(0, page.offset - total), open);
    rows.push(...part.rows);
    total += part.total;
  }
  return { total, rows };
}
