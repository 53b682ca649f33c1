import type { Units } from '../../wire/amounts';
import { cycleStart, dayStart, daysIn, firstDayOf, HOUR } from '../../wire/times';
import type { Bills } from '../bills/bills';
import type { Book } from '../bills/book';
import type { Order } from '../order';
import { hash, hashText, randomFrom } from '../random';
import { coarseBillType, emptyLine, type Line, type Source } from '../bills/source';
import { closeOf, type Standpoint } from '../standpoint';
import type { Tenant } from '../tenant';
import { UsageStream } from '../bills/usage-stream';

/** The ways to pay that a settlement takes from, in units of 1e-8. */
export interface Taken {
  cash: Units;
  credit: Units;
  debt: Units;
  coupon: Units;
  flexi: Units;
  card: Units;
}

/** What one service added to the bill of a cycle, orders apart, since the settlement before. */
export interface Settlement {
  at: number;
  cycle: number;
  kind: 'consumption' | 'refund' | 'adjustment';
  service: string;
  resourceType: string;
  tradeId: string;
  taken: Taken;
}

const kinds = { 1: 'consumption', 2: 'refund', 3: 'adjustment' } as const;
const ways = ['cash', 'credit', 'debt', 'coupon', 'flexi', 'card'] as const;
const paysWithBenefits: ReadonlySet<string> = new Set(['coupon', 'flexi', 'card']);
/** Everything of a day has arrived and has its final figure so many days after its end. */
const DAYS_MOVING = 4;

/** Settlements kept per account: years of closed cycles and a few days of the open one. */
const KEPT = 200;
const kept = new WeakMap<Bills, Map<string, readonly Settlement[]>>();

/**
 * The settlements of a billing cycle until an instant, oldest first. At 01:00 GMT+08:00 of each day, as the summary of
 * the month learns of the day before, what is new on the bill is charged: that day, what came late and what was
 * restated; a last time when the cycle closes. Together they are the lines of the bill at any time, except those of
 * orders, which are paid for when they are paid for.
 */
export const settlementsOf = (tenant: Tenant, cycle: number, now: number): readonly Settlement[] =>
  remembered(tenant, { cycle, now, lines: 'all' });

/** Those of the pay-per-use lines alone that coupons and cards pay for: few, and had without the rest of the bill. */
export const benefitSettlementsOf = (tenant: Tenant, cycle: number, now: number): readonly Settlement[] =>
  remembered(tenant, { cycle, now, lines: 'benefits' });

interface Wanted {
  cycle: number;
  now: number;
  lines: 'all' | 'benefits';
}

function remembered(tenant: Tenant, { cycle, now, lines }: Wanted): readonly Settlement[] {
  const { bills, history } = tenant;
  const instants = settlingInstants(cycle).filter((at) => at <= now);
  const last = instants[instants.length - 1];
  if (last === undefined) return [];
  const known = kept.get(bills) ?? new Map<string, readonly Settlement[]>();
  kept.set(bills, known);
  const key = `${lines} ${cycle} ${last} ${bills.revision} ${ordersMark(history.orders, cycle)}`;
  const found = known.get(key) ?? settle(bills, { cycle, lines }, instants);
  known.set(key, found);
  if (known.size > KEPT) known.delete(known.keys().next().value ?? key);
  return found;
}

/** A mark of the orders paid in a cycle: taxes and fillers of its bill follow from them. */
function ordersMark(orders: readonly Order[], cycle: number): number {
  const [from, to] = [cycleStart(cycle), cycleStart(cycle + 1)];
  let mark = 0;
  for (const { paidAt, createdAt, payment } of orders) {
    if (paidAt === null || paidAt < from || paidAt >= to) continue;
    mark = hash(mark, paidAt / 1000, (createdAt / 1000) ^ (payment?.discount?.units ?? 0));
  }
  return mark;
}

/** From the second day of the cycle to the fourth of the next month at 01:00, and its close. */
function settlingInstants(cycle: number): number[] {
  const first = firstDayOf(cycle);
  const days = Array.from({ length: daysIn(cycle) + 3 }, (_, index) => dayStart(first + index + 1) + HOUR);
  return [...days, closeOf(cycle)];
}

function settle(bills: Bills, of: Omit<Wanted, 'now'>, instants: readonly number[]): Settlement[] {
  const { cycle, lines } = of;
  const groups = new Groups(cycle);
  const last = instants[instants.length - 1] ?? 0;
  const newest = bills.summaryBook(cycle, last);
  addUsage(groups, newest, { instants, lines });
  if (lines === 'benefits') return groups.settlements();
  addFees(groups, newest);
  addClosing(groups, bills, { cycle, instants });
  return groups.settlements();
}

/** Where the bill was looked at when it was settled. */
const standpointAt = (at: number, book: Book): Standpoint => ({
  at: at >= closeOf(book.cycle) ? Infinity : at - HOUR,
  corrections: book.from.corrections,
});

/** Pay-per-use lines, day by day: what each settlement finds in addition to the one before. */
function addUsage(groups: Groups, book: Book, of: { instants: readonly number[]; lines: Wanted['lines'] }): void {
  const { instants } = of;
  const final: Standpoint = { at: Infinity, corrections: book.from.corrections };
  let looked: { day: number; seen: Seen[] } = { day: -1, seen: [] };
  for (let entry = 0; entry < book.size; entry += 1) {
    const source = book.sources[book.source[entry] ?? 0];
    if (!(source instanceof UsageStream) || source.zero) continue;
    if (of.lines === 'benefits' && !paysWithBenefits.has(source.paidBy)) continue;
    const day = book.day[entry] ?? 0;
    if (looked.day !== day) looked = { day, seen: lookedAt(book, day, instants) };
    const slot = day * 24;
    const whole = (book.count[entry] ?? 0) + source.heldBack(day, book.from.at);
    let before = 0;
    let previous: Standpoint | null = null;
    for (const { at, from } of looked.seen) {
      const count = Math.max(0, whole - (from.at === Infinity ? 0 : source.heldBack(day, from.at)));
      groups.addRun(source, { at, sign: 1 }, { slot, count, from });
      if (previous) groups.addRun(source, { at, sign: -1 }, { slot, count: Math.min(before, count), from: previous });
      before = count;
      previous = from;
      if (count === whole && isFinal(source, { slot, count, from }, final)) break;
    }
  }
}

/** An instant at which a day was settled, and what could be seen of it then. */
interface Seen {
  at: number;
  from: Standpoint;
}

function lookedAt(book: Book, day: number, instants: readonly number[]): Seen[] {
  const seen = instants.filter((at) => at > dayStart(day + 1) && at <= dayStart(day + 1 + DAYS_MOVING) + HOUR);
  const close = closeOf(book.cycle);
  if (instants.includes(close) && !seen.includes(close)) seen.push(close);
  return seen.map((at) => ({ at, from: standpointAt(at, book) }));
}

/** Whether the figures of a day will not change any more. */
function isFinal(
  source: UsageStream,
  lines: { slot: number; count: number; from: Standpoint },
  final: Standpoint,
): boolean {
  const { from } = lines;
  if (from.at === Infinity) return true;
  for (let place = 0; place < lines.count; place += 1) {
    source.read(lines.slot + place, shown, from);
    source.read(lines.slot + place, last, final);
    if (shown.amount !== last.amount) return false;
  }
  return true;
}

/** Fees and adjustments of a day before the last are settled on the next day. */
function addFees(groups: Groups, book: Book): void {
  const line = emptyLine();
  const lastDay = firstDayOf(book.cycle + 1) - 1;
  for (let entry = 0; entry < book.size; entry += 1) {
    const source = book.sources[book.source[entry] ?? 0];
    const day = book.day[entry] ?? 0;
    if (!source || source instanceof UsageStream || source.orderId !== null || day === lastDay) continue;
    source.read(day * 24, line, book.from);
    groups.add(source, line, { at: dayStart(day + 1) + HOUR, sign: 1 });
  }
}

/** The lines of the last day, taxes among them, follow from all others: they move until the cycle closes. */
function addClosing(groups: Groups, bills: Bills, of: { cycle: number; instants: readonly number[] }): void {
  const { cycle, instants } = of;
  const lastDay = firstDayOf(cycle + 1) - 1;
  let before: Book | null = null;
  for (const at of instants.filter((instant) => instant > dayStart(lastDay + 1))) {
    const book = bills.summaryBook(cycle, at);
    addDay(groups, book, { at, day: lastDay, sign: 1 });
    if (before) addDay(groups, before, { at, day: lastDay, sign: -1 });
    before = book;
  }
}

function addDay(groups: Groups, book: Book, of: { at: number; day: number; sign: 1 | -1 }): void {
  const line = emptyLine();
  for (let entry = 0; entry < book.size; entry += 1) {
    const source = book.sources[book.source[entry] ?? 0];
    if (!source || source instanceof UsageStream || source.orderId !== null || book.day[entry] !== of.day) continue;
    source.read(of.day * 24, line, book.from);
    groups.add(source, line, of);
  }
}

const [shown, last] = [emptyLine(), emptyLine()];

/** Collects settlements by instant, service, resource type and kind. */
class Groups {
  private readonly found = new Map<string, Map<number, Settlement>>();
  private readonly bySource = new Map<Source, Map<number, Settlement>>();
  private readonly all: Settlement[] = [];

  constructor(private readonly cycle: number) {}

  add(source: Source, line: Line, of: { at: number; sign: 1 | -1 }): void {
    const { taken } = this.settlementOf(source, of.at);
    for (const way of ways) taken[way] += of.sign * line[way];
  }

  /** Adds so many lines of a source from a slot on, as they are seen from a standpoint. */
  addRun(
    source: UsageStream,
    of: { at: number; sign: 1 | -1 },
    run: { slot: number; count: number; from: Standpoint },
  ): void {
    if (run.count === 0) return;
    const { taken } = this.settlementOf(source, of.at);
    // Only the way the source is paid by, and what a coupon leaves to money, are ever more than nothing.
    const { paidBy } = source;
    const rest = source.account.paysByCredit ? 'credit' : 'cash';
    for (let slot = run.slot; slot < run.slot + run.count; slot += 1) {
      source.read(slot, shown, run.from);
      if (paidBy !== 'writeOff') taken[paidBy] += of.sign * shown[paidBy];
      if (paidBy === 'coupon') taken[rest] += of.sign * shown[rest];
    }
  }

  private settlementOf(source: Source, at: number): Settlement {
    const byInstant = this.bySource.get(source) ?? this.instantsOf(source);
    const known = byInstant.get(at);
    if (known) return known;
    const { service, resourceType } = source.item;
    const coarse = coarseBillType(source.billType);
    const taken = { cash: 0, credit: 0, debt: 0, coupon: 0, flexi: 0, card: 0 };
    const salts = [source.account.index, at / HOUR, coarse, hashText(service), hashText(resourceType)];
    const tradeId = randomFrom(...salts, hashText(source.account.domainId)).uuid();
    const settlement = { at, cycle: this.cycle, kind: kinds[coarse], service, resourceType, tradeId, taken };
    byInstant.set(at, settlement);
    this.all.push(settlement);
    return settlement;
  }

  private instantsOf(source: Source): Map<number, Settlement> {
    const key = `${source.item.service} ${source.item.resourceType} ${coarseBillType(source.billType)}`;
    const byInstant = this.found.get(key) ?? new Map<number, Settlement>();
    this.found.set(key, byInstant);
    this.bySource.set(source, byInstant);
    return byInstant;
  }

  /** Those that move something, oldest first. */
  settlements(): Settlement[] {
    return this.all.filter(({ taken }) => ways.some((way) => taken[way] !== 0)).sort((a, b) => a.at - b.at);
  }
}
