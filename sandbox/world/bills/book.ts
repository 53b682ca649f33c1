import { dayStart, daysIn, firstDayOf, HOUR } from '../../wire/times';
import type { SingleLine } from './single-line';
import { addLine, emptyLine, type Line, type Source } from './source';
import type { Standpoint } from '../standpoint';
import type { UsageStream } from './usage-stream';

/**
 * The index of one cycle of one account up to an instant: how many lines each source has on each day and where they
 * begin. Lines themselves are computed when read, so a month of any length costs a few numbers per source and day.
 */
export interface Book {
  cycle: number;
  /** From when it is looked at. */
  from: Standpoint;
  sources: readonly Source[];
  /** Parallel arrays, one entry per source and day, in the order of the bill. */
  source: Int32Array;
  day: Int32Array;
  count: Uint8Array;
  size: number;
  lines: number;
  /** Sums per source over the book, computed once when asked for. */
  sums: Line[] | null;
}

export interface Flow {
  source: UsageStream;
  perDay: (day: number) => number;
}

/** Sources that charge by the clock, with the most lines each has on a day, and single lines. */
export interface Contents {
  cycle: number;
  streams: readonly Flow[];
  singles: readonly SingleLine[];
}

/** The lines whose usage had ended, and that had arrived, or whose order was paid, before the standpoint. */
export function buildBook(contents: Contents, from: Standpoint): Book {
  const { cycle, streams } = contents;
  const cutoff = from.at;
  const singles = contents.singles.filter((line) => line.at < cutoff).sort((a, b) => a.at - b.at);
  const sources: Source[] = [...streams.map((stream) => stream.source), ...singles];
  const first = firstDayOf(cycle);
  const room = streams.length * daysIn(cycle) + singles.length;
  const [source, day, count] = [new Int32Array(room), new Int32Array(room), new Uint8Array(room)];
  let size = 0;
  let lines = 0;
  const push = (index: number, on: number, many: number) => {
    source[size] = index;
    day[size] = on;
    count[size] = many;
    size += 1;
    lines += many;
  };
  let single = 0;
  for (let on = first; on < first + daysIn(cycle) && dayStart(on) < cutoff; on += 1) {
    const hoursDone = Math.min(24, Math.floor((cutoff - dayStart(on)) / HOUR));
    for (const [index, stream] of streams.entries()) {
      const many = arrived(stream, on, { hoursDone, at: cutoff });
      if (many > 0) push(index, on, many);
    }
    for (let line = singles[single]; line && line.at < dayStart(on + 1); line = singles[single]) {
      push(streams.length + single, on, 1);
      single += 1;
    }
  }
  return { cycle, from, sources, source, day, count, size, lines, sums: null };
}

/** Lines of a source on a day: those of the hours gone by, less the last ones when they are late. */
function arrived({ source, perDay }: Flow, day: number, by: { hoursDone: number; at: number }): number {
  const most = perDay(day);
  const done = source.hours === 1 ? Math.min(most, by.hoursDone) : by.hoursDone === 24 ? most : 0;
  if (done === 0 || by.at === Infinity) return done;
  return Math.min(done, Math.max(0, most - source.heldBack(day, by.at)));
}

/** A book with more single lines, which keeps the sums of what both have. */
export function extendBook(book: Book, contents: Contents, more: readonly SingleLine[]): Book {
  const longer = buildBook({ ...contents, singles: [...contents.singles, ...more] }, book.from);
  const known = new Map(sumsOf(book).map((sum, index) => [book.sources[index], sum]));
  longer.sums = longer.sources.map((source) => {
    const sum = known.get(source) ?? emptyLine();
    if (!known.has(source)) source.read(0, sum, book.from);
    return sum;
  });
  return longer;
}

/** Exact sums per source. */
export function sumsOf(book: Book): Line[] {
  if (book.sums) return book.sums;
  const sums = book.sources.map(emptyLine);
  const line = emptyLine();
  for (let entry = 0; entry < book.size; entry += 1) {
    const index = book.source[entry] ?? 0;
    const source = book.sources[index];
    const sum = sums[index];
    if (!source || !sum) continue;
    const from = (book.day[entry] ?? 0) * 24;
    const to = from + (book.count[entry] ?? 0);
    for (let slot = from; slot < to; slot += 1) {
      source.read(slot, line, book.from);
      addLine(sum, line);
    }
  }
  book.sums = sums;
  return sums;
}

/** How many lines of a book show other figures from another standpoint. */
export function countDifferent(book: Book, from: Standpoint): number {
  let different = 0;
  const [one, other] = [emptyLine(), emptyLine()];
  for (let entry = 0; entry < book.size; entry += 1) {
    const source = book.sources[book.source[entry] ?? 0];
    if (!source) continue;
    const first = (book.day[entry] ?? 0) * 24;
    for (let slot = first; slot < first + (book.count[entry] ?? 0); slot += 1) {
      source.read(slot, one, book.from);
      source.read(slot, other, from);
      if (one.usage !== other.usage || one.amount !== other.amount) different += 1;
    }
  }
  return different;
}
