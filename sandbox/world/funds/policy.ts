import { ONE, type Units } from '../../wire/amounts';
import { cycleOf, cycleStart, DAY, HOUR } from '../../wire/times';
import type { Account } from '../accounts';
import { hashText, randomFrom } from '../random';

/**
 * How an account keeps its funds. At 02:00 GMT+08:00 of the first of a month both accounts are brought to a level
 * of that month by a bank transfer, so that a balance follows from one month alone. In between, a charge that would
 * take an account below its floor is preceded by a transfer of whole steps.
 */
export interface FundsPolicy {
  /** Where the month begins. */
  cash: Units;
  credit: Units;
  /** The total credit line; what a refund would add beyond it is paid out. */
  line: Units;
  cashFloor: Units;
  creditFloor: Units;
  cashStep: Units;
  creditStep: Units;
  /** Short of funds from the 15th on: what is there is swept away every night, and steps are small. */
  isShort: boolean;
}

/** A fund month begins when the last day of the month before has been settled. */
export const monthStart = (cycle: number): number => cycleStart(cycle) + 2 * HOUR;

/** The fund month of an instant. */
export const fundMonthOf = (instant: number): number => cycleOf(instant - 2 * HOUR);

/** Debts of a month are collected at 10:00 GMT+08:00 on the 10th of the next. */
export const collectionOf = (cycle: number): number => cycleStart(cycle + 1) + 9 * DAY + 10 * HOUR;

/** From when an account that is short has nothing left. */
export const shortFrom = (cycle: number): number => cycleStart(cycle) + 14 * DAY + 2 * HOUR;

const scaleOf = (account: Account): Units => (account.currency === 'CNY' ? 6 : 1) * ONE;

/** Whether an account is the one of three that is short of funds in the second half of each month. */
const isShortAccount = (account: Account): boolean => account.index % 3 === 2;

export function isShortAt(account: Account, at: number): boolean {
  return isShortAccount(account) && at >= shortFrom(fundMonthOf(at));
}

export function fundsPolicy(account: Account, cycle: number): FundsPolicy {
  const one = scaleOf(account);
  const random = randomFrom(hashText(account.domainId), cycle, 0xf00d5);
  const drawn = random.between(0, 30_000) * one;
  if (account.paysByCredit) {
    const line = 200_000 * one;
    const credit = line - drawn * 2;
    return {
      cash: 0,
      credit,
      line,
      cashFloor: 0,
      creditFloor: 20_000 * one,
      cashStep: ONE,
      creditStep: 10_000 * one,
      isShort: false,
    };
  }
  if (isShortAccount(account)) {
    const cash = 6_000 * one + drawn / 3;
    return {
      cash,
      credit: 0,
      line: 0,
      cashFloor: 0,
      creditFloor: 0,
      cashStep: 20 * one,
      creditStep: one,
      isShort: true,
    };
  }
  const line = 50_000 * one;
  const cash = 20_000 * one + drawn;
  return {
    cash,
    credit: line,
    line,
    cashFloor: 5_000 * one,
    creditFloor: 0,
    cashStep: 10_000 * one,
    creditStep: one,
    isShort: false,
  };
}
