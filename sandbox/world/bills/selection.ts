import { type Book, sumsOf } from './book';
import { addLine, emptyLine, type Line, type Source } from './source';
import type { Standpoint } from '../standpoint';
import { UsageStream } from './usage-stream';

export interface Filter {
  matches: (source: Source) => boolean;
  /** false leaves out rows that are payable 0, at whatever level they are. */
  zeros: boolean;
  days: { from: number; to: number } | null;
  /** Lets a source through on some days only. */
  entries?: (source: Source, day: number) => boolean;
  tradeId: string | null;
}

export type Level = 'lines' | 'days' | 'cycle';

/** A row at any level of aggregation. `day` is null for a whole cycle. */
export interface Row {
  source: Source;
  line: Line;
  day: number | null;
  slot: number;
}

/** Takes a row, which is only its own until it returns: the next row is written over it. */
export type Visit = (row: Row) => void;

/** Whether lines of a source pass: none, all, or as each entry says. */
const NONE = 0;
const ALL = 1;
const SOME = 2;

/** Lines of a book that a filter lets through, found without building the others. */
export class Selection {
  private readonly passes: Uint8Array;
  private readonly trade: { sources: ReadonlySet<number>; slot: number | null } | null;
  /** Entries of the days asked for; a book is in the order of days. */
  private readonly first: number;
  private readonly end: number;

  constructor(
    private readonly book: Book,
    private readonly filter: Filter,
  ) {
    const { days, tradeId } = filter;
    this.trade = tradeId === null ? null : tradePlace(book, tradeId);
    this.passes = Uint8Array.from(book.sources, (source, index) => this.passOf(source, index));
    this.first = days === null ? 0 : entriesBefore(book, days.from);
    this.end = days === null ? book.size : entriesBefore(book, days.to + 1);
  }

  /** How many rows there are. */
  count(level: Level): number {
    if (level === 'cycle') return this.firstEntries().length;
    let [lines, days] = [0, 0];
    for (let entry = this.first; entry < this.end; entry += 1) {
      const count = this.linesOf(entry, this.filter.zeros);
      lines += count;
      if (count > 0) days += 1;
    }
    return level === 'lines' ? lines : days;
  }

  /** Visits the rows from an offset, at most so many; returns how many there were. */
  each(level: Level, page: { offset: number; limit: number }, visit: Visit): number {
    if (page.limit <= 0 || this.first === this.end) return 0;
    if (level === 'lines') return this.eachLine(page, visit);
    return level === 'days' ? this.eachDay(page, visit) : this.eachSource(page, visit);
  }

  private eachLine({ offset, limit }: { offset: number; limit: number }, visit: Visit): number {
    const { book } = this;
    const row = newRow(this.sourceAt(this.first));
    let before = 0;
    let visited = 0;
    for (let entry = this.first; entry < this.end && visited < limit; entry += 1) {
      const count = this.linesOf(entry, this.filter.zeros);
      const skipped = offset > before ? offset - before : 0;
      before += count;
      if (skipped >= count) continue;
      row.source = this.sourceAt(entry);
      row.day = book.day[entry] ?? 0;
      const from = this.slotOf(entry);
      for (let slot = from + skipped; slot < from + count && visited < limit; slot += 1) {
        row.slot = slot;
        row.source.read(slot, row.line, book.from);
        visit(row);
        visited += 1;
      }
    }
    return visited;
  }

  /** One row per source and day. */
  private eachDay({ offset, limit }: { offset: number; limit: number }, visit: Visit): number {
    const { book } = this;
    const row = newRow(this.sourceAt(this.first));
    let place = 0;
    let visited = 0;
    for (let entry = this.first; entry < this.end && visited < limit; entry += 1) {
      const count = this.linesOf(entry, this.filter.zeros);
      if (count === 0) continue;
      place += 1;
      if (place <= offset) continue;
      row.source = this.sourceAt(entry);
      row.day = book.day[entry] ?? 0;
      row.slot = this.slotOf(entry);
      row.line = emptyLine();
      addRun(row.line, row.source, { from: row.slot, count, standpoint: book.from });
      visit(row);
      visited += 1;
    }
    return visited;
  }

  /** One row per source. */
  private eachSource({ offset, limit }: { offset: number; limit: number }, visit: Visit): number {
    const { book } = this;
    const page = this.firstEntries().slice(offset, offset + limit);
    const indexes = page.map((entry) => book.source[entry] ?? 0);
    const sums = this.sums(new Set(indexes));
    for (const [place, entry] of page.entries()) {
      const line = sums.get(indexes[place] ?? 0) ?? emptyLine();
      visit({ source: this.sourceAt(entry), line, day: null, slot: this.slotOf(entry) });
    }
    return page.length;
  }

  /** The first entry of each source, in the order of the bill. */
  private firstEntries(): number[] {
    const seen = new Uint8Array(this.book.sources.length);
    const entries: number[] = [];
    for (let entry = this.first; entry < this.end; entry += 1) {
      const index = this.book.source[entry] ?? 0;
      if (seen[index] === 1 || this.linesOf(entry, this.filter.zeros) === 0) continue;
      seen[index] = 1;
      entries.push(entry);
    }
    return entries;
  }

  private sums(indexes: ReadonlySet<number>): ReadonlyMap<number, Line> {
    const { book, filter } = this;
    // A row is payable 0 as a whole: what its other lines used is part of it.
    if (filter.days === null && filter.tradeId === null) {
      const all = sumsOf(book);
      return new Map([...indexes].map((index) => [index, all[index] ?? emptyLine()]));
    }
    const sums = new Map([...indexes].map((index) => [index, emptyLine()]));
    for (let entry = this.first; entry < this.end; entry += 1) {
      const sum = sums.get(book.source[entry] ?? 0);
      if (!sum) continue;
      const count = this.linesOf(entry, true);
      addRun(sum, this.sourceAt(entry), { from: this.slotOf(entry), count, standpoint: book.from });
    }
    return sums;
  }

  private passOf(source: Source, index: number): number {
    const { filter, trade } = this;
    if ((!filter.zeros && source.zero) || trade?.sources.has(index) === false || !filter.matches(source)) return NONE;
    const byEntry = filter.entries !== undefined || (!filter.zeros && source.mixed);
    return byEntry || (trade !== null && trade.slot !== null) ? SOME : ALL;
  }

  /** How many lines of an entry are let through; with `zeros` those payable 0 as well. */
  private linesOf(entry: number, zeros: boolean): number {
    const passes = this.passes[this.book.source[entry] ?? 0];
    if (passes === NONE) return 0;
    return passes === ALL ? (this.book.count[entry] ?? 0) : this.someOf(entry, zeros);
  }

  private someOf(entry: number, zeros: boolean): number {
    const { book, filter, trade } = this;
    const source = this.sourceAt(entry);
    const day = book.day[entry] ?? 0;
    const count = book.count[entry] ?? 0;
    const from = this.slotOf(entry);
    if (from < day * 24 || from >= day * 24 + count) return 0;
    if (filter.entries?.(source, day) === false) return 0;
    // Lines that packages may cover come one a day, so that the first of an entry is all of it.
    if (!zeros && source instanceof UsageStream && source.mixed && source.isZeroAt(from)) return 0;
    return trade !== null && trade.slot !== null ? 1 : count;
  }

  /** Where the lines of an entry that are let through begin. */
  private slotOf(entry: number): number {
    return this.trade?.slot ?? (this.book.day[entry] ?? 0) * 24;
  }

  private sourceAt(entry: number): Source {
    const source = this.book.sources[this.book.source[entry] ?? 0];
    if (!source) throw new Error('an entry of a book without its source');
    return source;
  }
}

const newRow = (source: Source): Row => ({ source, line: emptyLine(), day: null, slot: 0 });

function entriesBefore(book: Book, day: number): number {
  let [low, high] = [0, book.size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((book.day[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tradePlace(book: Book, tradeId: string): { sources: ReadonlySet<number>; slot: number | null } {
  const sources = new Set<number>();
  let slot: number | null = null;
  for (const [index, source] of book.sources.entries()) {
    if (source instanceof UsageStream) {
      const found = source.slotOf(tradeId);
      if (found === null) continue;
      slot = found;
    } else if (source.tradeId(0) !== tradeId) continue;
    sources.add(index);
  }
  return { sources, slot };
}

const read = emptyLine();

/** Adds a run of lines of a source to a sum. */
function addRun(sum: Line, source: Source, run: { from: number; count: number; standpoint: Standpoint }): void {
  for (let slot = run.from; slot < run.from + run.count; slot += 1) {
    source.read(slot, read, run.standpoint);
    addLine(sum, read);
  }
}
