import type { Units } from '../../wire/amounts';
import { cycleStart, dayStart, daysIn, firstDayOf, HOUR } from '../../wire/times';
import type { Bills } from '../bills';
import type { Book } from '../book';
import { hashText, randomFrom } from '../random';
import { coarseBillType, emptyLine, type Source } from '../source';

/** The ways to pay that a settlement may take from, in units of 1e-8. */
export interface Taken {
  cash: Units;
  credit: Units;
  debt: Units;
  coupon: Units;
  flexi: Units;
  card: Units;
}

/** What one service cost on one day, orders apart: charged together at 01:00 GMT+08:00 of the next day. */
export interface Settlement {
  at: number;
  day: number;
  cycle: number;
  kind: 'consumption' | 'refund' | 'adjustment';
  service: string;
  resourceType: string;
  tradeId: string;
  taken: Taken;
}

const kinds = { 1: 'consumption', 2: 'refund', 3: 'adjustment' } as const;
const none = (): Taken => ({ cash: 0, credit: 0, debt: 0, coupon: 0, flexi: 0, card: 0 });

/** Settlements of the days of a book that are over. */
const known = new WeakMap<Book, readonly Settlement[]>();

/** When the charges of a day are settled: as the summary of the month gets to know them. */
export const settledAt = (day: number): number => dayStart(day + 1) + HOUR;

/**
 * The settlements of a billing cycle until an instant, oldest first. Together they are the lines of its bill, except
 * those of orders, which are paid for when they are paid for.
 */
export function settlementsOf(bills: Bills, cycle: number, now: number): readonly Settlement[] {
  const cutoff = settledCutoff(cycle, now);
  if (cutoff <= cycleStart(cycle)) return [];
  const book = bills.book(cycle, cutoff);
  const found = known.get(book);
  if (found) return found;
  const settlements = settle(book);
  known.set(book, settlements);
  return settlements;
}

/** The end of the last day of a cycle that is settled. */
function settledCutoff(cycle: number, now: number): number {
  const first = firstDayOf(cycle);
  const days = Math.floor((now - HOUR - dayStart(first)) / (24 * HOUR));
  return dayStart(first + Math.min(Math.max(days, 0), daysIn(cycle)));
}

function settle(book: Book): Settlement[] {
  const settlements: Settlement[] = [];
  const groups = new Map<string, Settlement>();
  const line = emptyLine();
  for (let entry = 0; entry < book.size; entry += 1) {
    const source = book.sources[book.source[entry] ?? 0];
    const day = book.day[entry] ?? 0;
    if (!source || source.zero || source.orderId !== null) continue;
    const key = `${day} ${source.item.service} ${source.item.resourceType} ${coarseBillType(source.billType)}`;
    let settlement = groups.get(key);
    if (!settlement) {
      settlement = newSettlement(source, book.cycle, day);
      groups.set(key, settlement);
      settlements.push(settlement);
    }
    const { taken } = settlement;
    const from = book.slot[entry] ?? 0;
    const to = from + (book.count[entry] ?? 0);
    for (let slot = from; slot < to; slot += 1) {
      source.read(slot, line);
      taken.cash += line.cash;
      taken.credit += line.credit;
      taken.debt += line.debt;
      taken.coupon += line.coupon;
      taken.flexi += line.flexi;
      taken.card += line.card;
    }
  }
  return settlements;
}

function newSettlement(source: Source, cycle: number, day: number): Settlement {
  const coarse = coarseBillType(source.billType);
  const { service, resourceType } = source.item;
  return {
    at: settledAt(day),
    day,
    cycle,
    kind: kinds[coarse],
    service,
    resourceType,
    tradeId: randomFrom(source.account.index, day, coarse, hashText(service), hashText(resourceType)).uuid(),
    taken: none(),
  };
}
