import { cycleStart, dayOf, dayStart, daysIn, firstDayOf, HOUR } from '../wire/times';
import type { Account, Decorate } from './accounts';
import { type Book, buildBook, type Contents, sumsOf } from './book';
import { monthlyLines, orderLines, taxGroups, taxLine } from './cycle-lines';
import type { History } from './simulation';
import { hash, randomFrom } from './random';
import type { SingleLine } from './single-line';
import { dailyMenu, fillerProduct, hourlyMenu, type UsageProduct } from './usage-menu';
import { streamSeed, UsageStream } from './usage-stream';

const HOURLY_SHARE = 0.75;
/** Room for tax lines, whose number is only known once the resources are. */
const RESERVE = 90;
/** Sources kept per account: a dozen small cycles, or two very large ones. */
const SOURCES_KEPT = 6000;

interface Kept {
  key: string;
  book: Book;
}

/** Bill lines of one account. `lines` is the number of lines of a closed month. */
export class Bills {
  private readonly kept: Kept[] = [];
  private readonly room: number;
  private readonly contents = new Map<number, Contents>();

  constructor(
    private readonly account: Account,
    private readonly history: History,
    private readonly options: { seed: number; lines: number; decorate: Decorate },
  ) {
    this.room = Math.min(12, Math.max(2, Math.floor(SOURCES_KEPT / (50 + options.lines / 100))));
  }

  /** Lines whose usage had ended, or whose order was paid, before the instant. */
  book(cycle: number, before: number): Book {
    const end = cycleStart(cycle + 1);
    const cutoff = Math.min(Math.floor(before / HOUR) * HOUR, end);
    const key = `${cycle} ${cutoff}`;
    const found = this.kept.findIndex((entry) => entry.key === key);
    const [entry] = found < 0 ? [] : this.kept.splice(found, 1);
    const book = entry?.book ?? this.build(cycle, cutoff);
    this.kept.push({ key, book });
    if (this.kept.length > this.room) this.kept.shift();
    return book;
  }

  /** Forgets what was computed, for when orders have changed. */
  forget(): void {
    this.kept.length = 0;
    this.contents.clear();
  }

  private build(cycle: number, cutoff: number): Book {
    const contents = this.plan(cycle);
    if (cutoff < cycleStart(cycle + 1)) return buildBook(contents, cutoff);
    const untaxed = buildBook(contents, cutoff);
    const sums = sumsOf(untaxed);
    const taxes = taxGroups(this.account, untaxed.sources).map((group) => {
      const amount = group.members.reduce((sum, index) => sum + (sums[index]?.amount ?? 0), 0);
      return taxLine(this.account, group, { amount, cycle });
    });
    return taxes.length === 0 ? untaxed : buildBook({ ...contents, singles: [...contents.singles, ...taxes] }, cutoff);
  }

  private plan(cycle: number): Contents {
    const known = this.contents.get(cycle);
    if (known) return known;
    const { seed } = this.options;
    const singles: SingleLine[] = [
      ...orderLines(this.account, this.history, cycle),
      ...monthlyLines(this.account, seed, cycle),
    ];
    const streams = this.streams(cycle, singles);
    const planned = { cycle, singles, streams };
    this.contents.set(cycle, planned);
    if (this.contents.size > this.room) this.contents.delete(this.contents.keys().next().value ?? cycle);
    return planned;
  }

  /** Resources whose lines add up to the budget, tax lines included. */
  private streams(cycle: number, singles: readonly SingleLine[]): Contents['streams'] {
    const budget = this.options.lines - singles.length;
    const days = daysIn(cycle);
    const open = Math.max(0, budget - RESERVE);
    const hourlyCount = Math.floor((open * HOURLY_SHARE) / (24 * days));
    const dailyCount = Math.floor((open - hourlyCount * 24 * days) / days);
    const streams = [
      ...Array.from({ length: hourlyCount }, (_, index) => ({
        source: this.stream(cycle, index * 2, true),
        perDay: () => 24,
      })),
      ...Array.from({ length: dailyCount }, (_, index) => ({
        source: this.stream(cycle, index * 2 + 1, false),
        perDay: () => 1,
      })),
    ];
    const used = hourlyCount * 24 * days + dailyCount * days;
    const sources = [...streams.map((stream) => stream.source), this.filler(cycle), ...singles];
    const taxes = taxGroups(this.account, sources).length;
    const rest = budget - used - taxes;
    if (rest <= 0) return streams;
    const first = firstDayOf(cycle);
    const perDay = (day: number) => Math.min(24, Math.floor(rest / days) + (day - first < rest % days ? 1 : 0));
    return [...streams, { source: this.filler(cycle), perDay }];
  }

  private filler(cycle: number): UsageStream {
    return this.newStream(cycle, { index: 0xffffff, product: fillerProduct, hourly: true });
  }

  private stream(cycle: number, index: number, hourly: boolean): UsageStream {
    const menu = hourly ? hourlyMenu : dailyMenu;
    return this.newStream(cycle, {
      index,
      product: chosen(menu, index >> 1, hash(this.options.seed, this.account.index)),
      hourly,
    });
  }

  private newStream(cycle: number, wanted: { index: number; product: UsageProduct; hourly: boolean }): UsageStream {
    const { seed, decorate } = this.options;
    return new UsageStream({ account: this.account, seed: streamSeed(seed, this.account), cycle, decorate, ...wanted });
  }
}

/** The first round goes through the whole menu, so that even a small world is broad; then weights decide. */
function chosen(menu: readonly UsageProduct[], place: number, salt: number): UsageProduct {
  const at = place < menu.length ? place : randomFrom(salt, place).weighted(menu.map((product) => product.weight));
  return menu[at] ?? fillerProduct;
}

/** Expenditure lines come an hour after the usage; summaries and usage records end with the previous day. */
export const expenditureCutoff = (now: number): number => now - HOUR;
export const summaryCutoff = (now: number): number => dayStart(dayOf(now - HOUR));
