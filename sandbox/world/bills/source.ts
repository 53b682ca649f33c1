import type { Units } from '../../wire/amounts';
import type { Account, Project } from '../accounts';
import type { Item } from '../catalogue';
import type { Standpoint } from '../standpoint';

/** The money and usage of one bill line, or of many added up. Usage is in thousandths of its unit. */
export interface Line {
  official: Units;
  discount: Units;
  amount: Units;
  cash: Units;
  credit: Units;
  coupon: Units;
  flexi: Units;
  card: Units;
  debt: Units;
  writeOff: Units;
  usage: number;
  /** Usage that a package or a reserved instance covered. */
  free: number;
  reserved: number;
}

export const emptyLine = (): Line => ({
  official: 0,
  discount: 0,
  amount: 0,
  cash: 0,
  credit: 0,
  coupon: 0,
  flexi: 0,
  card: 0,
  debt: 0,
  writeOff: 0,
  usage: 0,
  free: 0,
  reserved: 0,
});

export function addLine(sum: Line, line: Line): void {
  sum.official += line.official;
  sum.discount += line.discount;
  sum.amount += line.amount;
  sum.cash += line.cash;
  sum.credit += line.credit;
  sum.coupon += line.coupon;
  sum.flexi += line.flexi;
  sum.card += line.card;
  sum.debt += line.debt;
  sum.writeOff += line.writeOff;
  sum.usage += line.usage;
  sum.free += line.free;
  sum.reserved += line.reserved;
}

/** Sets every way to pay to 0, before one of them is set. */
export function clearPayments(line: Line): void {
  line.cash = 0;
  line.credit = 0;
  line.coupon = 0;
  line.flexi = 0;
  line.card = 0;
  line.debt = 0;
  line.writeOff = 0;
}

/**
 * What a run of bill lines have in common: one resource, one product, one bill type, in one cycle.
 * A line is named by its slot, the hour in GMT+08:00 at which it begins.
 */
export interface Source {
  account: Account;
  resourceId: string | null;
  resourceName: string | null;
  tag: string | null;
  item: Item;
  spec: string;
  size: number | null;
  region: string | null;
  zone: string | null;
  /** null is "not allocated". */
  project: Project | null;
  chargeMode: 1 | 3 | 10 | 11;
  billType: number;
  /** Every line is payable 0: a commitment covers it, a trial, a waived fee. */
  zero: boolean;
  /** Some lines may be payable 0, on days on which a package covers all of the usage. */
  mixed: boolean;
  /** Some of it is owed. */
  owes: boolean;
  /** How the reserved instance or savings plan behind it is paid. */
  upfront: 'ALL_UPFRONT' | 'PARTIAL_UPFRONT' | 'NO_UPFRONT' | null;
  spot: boolean;
  /** Comma-joined codes of its discounts. */
  promotions: string | null;
  orderId: string | null;
  relativeOrderId: string | null;
  /** Order the money of a refund came from. */
  preOrderId: string | null;
  parentId: string | null;
  /** Bill period unit (19 year, 20 month) and number; null for usage. */
  periodType: number | null;
  periodNum: number | null;
  /** What an order bought: the term of the resource. */
  term: { from: number; to: number } | null;
  productId: string | null;
  usageType: string | null;
  usageMeasureId: number | null;
  unitPrice: Units | null;
  unit: string | null;
  /** Hours from the begin of a line to its end; null when the line is an instant. */
  hours: number | null;
  read(slot: number, into: Line, from: Standpoint): void;
  tradeId(slot: number): string;
  /** When the line was charged. */
  time(slot: number): number;
  formula(line: Line): string | null;
}

/** Coarse bill type of monthly-sum. */
export function coarseBillType(billType: number): 1 | 2 | 3 {
  if (billType === 4 || billType === 20 || billType === 24 || billType === 100) return 2;
  return billType === 9 || billType === 16 || billType === 101 || billType === 102 ? 3 : 1;
}
