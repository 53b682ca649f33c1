import { cycleStart, dayOf, dayStart, daysIn, firstDayOf, HOUR } from '../../wire/times';
import type { Account, Decorate } from '../accounts';
import { type Book, buildBook, type Contents, countDifferent, extendBook, type Flow } from './book';
import { closingCount, closingLines, type Taxed } from './closing-lines';
import { byResource, type Commitment, covers } from './commitments';
import { monthlyLines, orderLines, paymentLines } from './cycle-lines';
import { Deductions } from './deductions';
import { createPackages } from '../packages';
import { hash, randomFrom } from '../random';
import type { Order } from '../order';
import type { History } from '../simulation';
import type { SingleLine } from './single-line';
import { closeOf, type Correction, type Standpoint } from '../standpoint';
import { dailyMenu, fillerProduct, hourlyMenu, PLACES, type UsageProduct } from './usage-menu';
import { streamSeed, UsageStream } from './usage-stream';

const HOURLY_SHARE = 0.75;
/** Room for tax lines, whose number is only known once the resources are, and for orders that come unplanned. */
const RESERVE = 120;
/** Sources kept per account: a dozen small cycles, or a few very large ones. */
const SOURCES_KEPT = 9000;
const FILLER = 0xffffff;
const ADDED = 0xe00000;
const FILLER_A_DAY = 5;

/** A cycle from a standpoint, kept because pages follow pages. */
interface Kept {
  key: string;
  book: Book;
}

/** How many resources of each kind a cycle has; orders that change later do not change it. */
interface Shape {
  hourly: number;
  daily: number;
  /** Single lines the cycle has in the end if nobody interferes, known from its first day on: how many, and what is taxed. */
  expected: number;
  taxed: readonly Taxed[];
}

interface Options {
  seed: number;
  lines: number;
  decorate: Decorate;
  commitments: readonly Commitment[];
  /** What would be ordered up to the end of a cycle if nobody interfered; it settles how many usage lines there are. */
  undisturbed(cycle: number): readonly Order[];
  /** First cycle of the world and the last one that can be reached. */
  from: number;
  to: number;
}

/** Bill lines of one account. `lines` is the number of lines of a closed month. */
export class Bills {
  readonly deductions: Deductions;
  readonly commitments: readonly Commitment[];
  /** Goes up when lines of usage were restated or added (control port). */
  revision = 0;
  private readonly kept: Kept[] = [];
  private readonly room: number;
  private readonly contents = new Map<number, Contents>();
  private readonly shapes = new Map<number, Shape>();
  private readonly corrections = new Map<number, readonly Correction[]>();
  private readonly added = new Map<number, readonly number[]>();
  private readonly bought: ReadonlyMap<string, Commitment>;

  constructor(
    private readonly account: Account,
    private readonly history: History,
    private readonly options: Options,
  ) {
    const { lines, commitments, from } = options;
    this.room = Math.min(12, Math.max(2, Math.floor(SOURCES_KEPT / (50 + lines / 100))));
    this.commitments = commitments;
    this.bought = byResource(commitments);
    const exists = (cycle: number, place: number) => this.shapeOf(cycle).daily > place;
    this.deductions = new Deductions(createPackages(account, options), from, (cycle, place) =>
      exists(cycle, place) ? this.stream(cycle, place * 2 + 1, false) : null,
    );
  }

  /** Expenditure lines come an hour after the usage. */
  feeBook(cycle: number, now: number): Book {
    return this.book(cycle, now >= closeOf(cycle) ? Infinity : expenditureCutoff(now));
  }

  /** Summaries and usage records hold what had come before 24:00 (GMT+08:00) of the previous day. */
  summaryBook(cycle: number, now: number): Book {
    return this.book(cycle, now >= closeOf(cycle) ? Infinity : summaryCutoff(now));
  }

  /** A cycle as it is seen from an instant; Infinity once it is closed. */
  book(cycle: number, before: number): Book {
    const at = before >= closeOf(cycle) ? Infinity : Math.floor(before / HOUR) * HOUR;
    const key = `${cycle} ${at}`;
    const found = this.kept.findIndex((entry) => entry.key === key);
    const [entry] = found < 0 ? [] : this.kept.splice(found, 1);
    const book = entry?.book ?? this.build(cycle, at);
    this.kept.push({ key, book });
    if (this.kept.length > this.room) this.kept.shift();
    return book;
  }

  /** First cycle of which the account has orders. */
  get firstCycle(): number {
    return this.options.from;
  }

  /** Lines of orders and payments of a cycle, whatever the time; those that close the cycle are in its book only. */
  chargesOf(cycle: number): readonly SingleLine[] {
    return this.singles(cycle);
  }

  /** Forgets what was computed, for when orders have changed. */
  forget(): void {
    this.kept.length = 0;
    this.contents.clear();
  }

  /**
   * Changes the figures of so many of a thousand usage lines of a closed cycle; their IDs stay (control port).
   * @returns how many lines that are
   */
  restate(cycle: number, perMille: number): number {
    const before = this.corrections.get(cycle) ?? [];
    const corrections = [...before, { perMille, salt: hash(0x0c0441, cycle, before.length) }];
    const lines = countDifferent(this.book(cycle, Infinity), { at: Infinity, corrections });
    if (lines === 0) return 0;
    this.corrections.set(cycle, corrections);
    this.revision += 1;
    this.forget();
    return lines;
  }

  /** Adds usage lines to a cycle, spread over its days (control port). */
  addLate(cycle: number, count: number): void {
    this.added.set(cycle, [...(this.added.get(cycle) ?? []), count]);
    this.revision += 1;
    this.forget();
  }

  private build(cycle: number, at: number): Book {
    const contents = this.plan(cycle);
    const from: Standpoint = { at, corrections: this.corrections.get(cycle) ?? [] };
    const open = buildBook(contents, from);
    if (at < cycleStart(cycle + 1)) return open;
    return extendBook(open, contents, closingLines(this.account, cycle, open));
  }

  private plan(cycle: number): Contents {
    const known = this.contents.get(cycle);
    if (known) return known;
    const singles = this.singles(cycle);
    const streams = this.flows(cycle);
    const planned = { cycle, singles, streams };
    this.contents.set(cycle, planned);
    if (this.contents.size > this.room) this.contents.delete(this.contents.keys().next().value ?? cycle);
    return planned;
  }

  private singles(cycle: number, orders: readonly Order[] = this.history.orders): SingleLine[] {
    return [
      ...orderLines(this.account, orders, { cycle, commitments: this.bought }),
      ...paymentLines(this.account, this.commitments, cycle),
      ...monthlyLines(this.account, this.options.seed, cycle),
    ];
  }

  private shapeOf(cycle: number): Shape {
    const known = this.shapes.get(cycle);
    if (known) return known;
    const days = daysIn(cycle);
    const expected = this.singles(cycle, this.options.undisturbed(cycle));
    const open = Math.max(0, this.options.lines - expected.length - RESERVE);
    const hourly = Math.floor((open * HOURLY_SHARE) / (24 * days));
    const daily = Math.floor((open - hourly * 24 * days) / days);
    const shape = { hourly, daily, expected: expected.length, taxed: taxedOf(expected) };
    this.shapes.set(cycle, shape);
    return shape;
  }

  /** Resources whose lines add up to the budget, together with the lines that close the cycle. */
  private flows(cycle: number): readonly Flow[] {
    const { hourly, daily, expected, taxed } = this.shapeOf(cycle);
    const flows: Flow[] = [
      ...Array.from({ length: hourly }, (_, place) => ({
        source: this.stream(cycle, place * 2, true),
        perDay: () => 24,
      })),
      ...Array.from({ length: daily }, (_, place) => ({
        source: this.stream(cycle, place * 2 + 1, false),
        perDay: () => 1,
      })),
    ];
    this.cover(cycle, flows);
    const filler = this.newStream(cycle, { index: FILLER, product: fillerProduct, hourly: true });
    const sources = [...flows.map((flow) => flow.source), filler, ...taxed];
    const used = (hourly * 24 + daily) * daysIn(cycle) + expected;
    const rest = this.options.lines - used - closingCount(this.account, cycle, sources);
    flows.splice(flows.length >> 1, 0, ...this.addedFlows(cycle));
    return rest <= 0 ? flows : [...flows, { source: filler, perDay: spread(cycle, rest) }];
  }

  /** Packages, reserved instances and savings plans pay for what they are made for. */
  private cover(cycle: number, flows: readonly Flow[]): void {
    for (const [name, place] of Object.entries(PLACES)) {
      if (name === 'reserved' || name === 'plan') continue;
      const stream = flows.find((flow) => flow.source.index === place * 2 + 1)?.source;
      const covered = this.deductions.coveredAt(cycle, place);
      if (stream && covered.size > 0) stream.deduct(covered);
    }
    for (const commitment of this.commitments.filter((each) => covers(each, cycle))) {
      let { instances, perHour } = commitment;
      for (const { source } of flows) {
        if (!source.isServer || source.spot || source.chargeMode !== 3) continue;
        if (commitment.mode === 10) {
          if (instances === 0) break;
          if (source.item !== commitment.item || source.region !== commitment.region) continue;
          instances -= 1;
        } else {
          if (source.planPrice > perHour) continue;
          perHour -= source.planPrice;
        }
        source.coverBy(commitment);
      }
    }
  }

  private addedFlows(cycle: number): Flow[] {
    const most = 24 * daysIn(cycle);
    return (this.added.get(cycle) ?? []).flatMap((count, turn) =>
      Array.from({ length: Math.ceil(count / most) }, (_, place) => ({
        source: this.newStream(cycle, { index: ADDED + turn * 1000 + place, product: fillerProduct, hourly: true }),
        perDay: spread(cycle, Math.min(most, count - place * most)),
      })),
    );
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

/** One of each kind, and no more of the line than that. */
function taxedOf(lines: readonly SingleLine[]): readonly Taxed[] {
  const kinds = lines.map(({ item, chargeMode, billType, zero }) => ({ item, chargeMode, billType, zero }));
  const keyOf = ({ item, chargeMode, billType, zero }: Taxed) => `${item.id} ${chargeMode} ${billType} ${zero}`;
  return [...new Map(kinds.map((kind) => [keyOf(kind), kind])).values()];
}

/** The server a commitment of a kind is made for, as it is in a cycle. */
export function serverFor(
  account: Account,
  options: { seed: number; decorate: Decorate; cycle: number },
  kind: 'reserved' | 'plan',
): UsageStream {
  const place = PLACES[kind];
  const product = dailyMenu[place] ?? fillerProduct;
  const seed = streamSeed(options.seed, account);
  return new UsageStream({ account, ...options, seed, index: place * 2 + 1, product, hourly: false });
}

/** Lines a day that add up to a number: as many each day from the first on, so that a change shows at the end. */
function spread(cycle: number, lines: number): (day: number) => number {
  const first = firstDayOf(cycle);
  const most = Math.max(FILLER_A_DAY, Math.ceil(lines / daysIn(cycle)));
  return (day) => Math.min(24, most, Math.max(0, lines - (day - first) * most));
}

/** The first round goes through the whole menu, so that even a small world is broad; then weights decide. */
function chosen(menu: readonly UsageProduct[], place: number, salt: number): UsageProduct {
  const at = place < menu.length ? place : randomFrom(salt, place).weighted(menu.map((product) => product.weight));
  return menu[at] ?? fillerProduct;
}

export const expenditureCutoff = (now: number): number => now - HOUR;
export const summaryCutoff = (now: number): number => dayStart(dayOf(now - HOUR));
