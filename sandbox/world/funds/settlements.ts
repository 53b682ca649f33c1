import type { Units } from '../../wire/amounts';
import { dayStart, daysIn, firstDayOf, HOUR } from '../../wire/times';
import type { Bills } from '../bills';
import type { Book } from '../book';
import { hashText, randomFrom } from '../random';
import { coarseBillType, emptyLine, type Line, type Source } from '../source';
import { closeOf, type Standpoint } from '../standpoint';
import { UsageStream } from '../usage-stream';

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
/** Everything of a day has arrived and has its final figure so many days after its end. */
const DAYS_MOVING = 4;

const known = new WeakMap<Bills, { revision: number; found: Map<string, readonly Settlement[]> }>();

/**
 * The settlements of a billing cycle until an instant, oldest first. At 01:00 GMT+08:00 of each day, as the summary of
 * the month learns of the day before, what is new on the bill is charged: that day, what came late and what was
 * restated; a last time when the cycle closes. Together they are the lines of the bill at any time, except those of
 * orders, which are paid for when they are paid for.
 */
export function settlementsOf(bills: Bills, cycle: number, now: number): readonly Settlement[] {
  const instants = settlingInstants(cycle).filter((at) => at <= now);
  const last = instants[instants.length - 1];
  if (last === undefined) return [];
  const memory = known.get(bills);
  const found = memory?.revision === bills.revision ? memory.found : new Map<string, readonly Settlement[]>();
  known.set(bills, { revision: bills.revision, found });
  const key = `${cycle} ${last}`;
  const settlements = found.get(key) ?? settle(bills, cycle, instants);
  found.set(key, settlements);
  return settlements;
}

/** From the second day of the cycle to the fourth of the next month at 01:00, and its close. */
function settlingInstants(cycle: number): number[] {
  const first = firstDayOf(cycle);
  const days = Array.from({ length: daysIn(cycle) + 3 }, (_, index) => dayStart(first + index + 1) + HOUR);
  return [...days, closeOf(cycle)];
}

function settle(bills: Bills, cycle: number, instants: readonly number[]): Settlement[] {
  const groups = new Groups(cycle);
  const last = instants[instants.length - 1] ?? 0;
  const newest = bills.summaryBook(cycle, last);
  addUsage(groups, newest, instants);
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
function addUsage(groups: Groups, book: Book, instants: readonly number[]): void {
  const final: Standpoint = { at: Infinity, corrections: book.from.corrections };
  const line = emptyLine();
  const settled = emptyLine();
  for (let entry = 0; entry < book.size; entry += 1) {
    const source = book.sources[book.source[entry] ?? 0];
    if (!(source instanceof UsageStream) || source.zero) continue;
    const day = book.day[entry] ?? 0;
    const slot = book.slot[entry] ?? 0;
    const seen = instants.filter((at) => at > dayStart(day + 1) && at <= dayStart(day + 1 + DAYS_MOVING) + HOUR);
    const close = closeOf(book.cycle);
    if (instants.includes(close) && !seen.includes(close)) seen.push(close);
    const whole = (book.count[entry] ?? 0) + source.heldBack(day, book.from.at);
    let before = 0;
    for (const [turn, at] of seen.entries()) {
      const from = standpointAt(at, book);
      const count = Math.max(0, whole - (from.at === Infinity ? 0 : source.heldBack(day, from.at)));
      for (let place = 0; place < count; place += 1) {
        source.read(slot + place, line, from);
        groups.add(source, at, line, 1);
        if (turn === 0 || place >= before) continue;
        source.read(slot + place, settled, standpointAt(seen[turn - 1] ?? 0, book));
        groups.add(source, at, settled, -1);
      }
      before = count;
      if (count === whole && isFinal(source, { slot, count }, from, final)) break;
    }
  }
}

/** Whether the figures of a day will not change any more. */
function isFinal(
  source: UsageStream,
  lines: { slot: number; count: number },
  from: Standpoint,
  final: Standpoint,
): boolean {
  if (from.at === Infinity) return true;
  const [shown, last] = [emptyLine(), emptyLine()];
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
    source.read(book.slot[entry] ?? 0, line, book.from);
    groups.add(source, dayStart(day + 1) + HOUR, line, 1);
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
    source.read(book.slot[entry] ?? 0, line, book.from);
    groups.add(source, of.at, line, of.sign);
  }
}

/** Collects settlements by instant, service, resource type and kind. */
class Groups {
  private readonly found = new Map<string, Settlement>();

  constructor(private readonly cycle: number) {}

  add(source: Source, at: number, line: Line, sign: 1 | -1): void {
    const { service, resourceType } = source.item;
    const coarse = coarseBillType(source.billType);
    const key = `${at} ${service} ${resourceType} ${coarse}`;
    let settlement = this.found.get(key);
    if (!settlement) {
      const taken = { cash: 0, credit: 0, debt: 0, coupon: 0, flexi: 0, card: 0 };
      const salts = [source.account.index, at / HOUR, coarse, hashText(service), hashText(resourceType)];
      const tradeId = randomFrom(...salts, hashText(source.account.domainId)).uuid();
      settlement = { at, cycle: this.cycle, kind: kinds[coarse], service, resourceType, tradeId, taken };
      this.found.set(key, settlement);
    }
    for (const way of ways) settlement.taken[way] += sign * line[way];
  }

  /** Those that move something, oldest first. */
  settlements(): Settlement[] {
    return [...this.found.values()]
      .filter(({ taken }) => ways.some((way) => taken[way] !== 0))
      .sort((a, b) => a.at - b.at);
  }
}
