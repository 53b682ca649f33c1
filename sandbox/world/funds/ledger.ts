import type { Units } from '../../wire/amounts';
import { DAY } from '../../wire/times';
import type { Account } from '../accounts';
import { type FundsPolicy, monthStart, shortFrom } from './policy';

/** What happens to the cash and the credit account of a customer at an instant, before any transfer it makes necessary. */
export interface Movement {
  at: number;
  kind: RecordKind;
  cash: Units;
  credit: Units;
  tradeId: string;
  /** Billing cycle it belongs to. */
  cycle: number;
  service: string | null;
  resourceType: string | null;
  /** Whose consumption it is. */
  consumer: Account;
  /** A caller's payment takes what is there; the simulated customer first transfers what is missing. */
  covered: boolean;
}

export type RecordKind =
  | 'recharge'
  | 'withdrawal'
  | 'repayment'
  | 'payout'
  | 'order'
  | 'consumption'
  | 'refund'
  | 'adjustment'
  | 'collection';

/** One change of one of the two accounts, and the balance after it. */
export interface FundsRecord {
  at: number;
  account: 'cash' | 'credit';
  kind: RecordKind;
  amount: Units;
  balance: Units;
  movement: Movement | null;
}

export interface Level {
  cash: Units;
  credit: Units;
}

/** The records of a month in order, and what they leave. */
export function playMonth(policy: FundsPolicy, cycle: number, movements: readonly Movement[]): Play {
  const play = new Play(policy, cycle);
  for (const movement of [...movements].sort((a, b) => a.at - b.at)) play.move(movement);
  return play;
}

export class Play {
  readonly records: FundsRecord[] = [];
  private cash: Units;
  private credit: Units;
  private nextSweep: number;

  constructor(
    private readonly policy: FundsPolicy,
    cycle: number,
  ) {
    this.cash = policy.cash;
    this.credit = policy.credit;
    this.nextSweep = policy.isShort ? shortFrom(cycle) : Number.POSITIVE_INFINITY;
  }

  get level(): Level {
    return { cash: this.cash, credit: this.credit };
  }

  move(movement: Movement): void {
    this.sweepUntil(movement.at);
    const { policy } = this;
    if (movement.cash !== 0) {
      if (movement.covered) this.cover('cash', movement, policy.cashFloor);
      this.add('cash', { at: movement.at, kind: movement.kind, amount: movement.cash, movement });
    }
    if (movement.credit !== 0) {
      if (movement.covered) this.cover('credit', movement, policy.creditFloor);
      this.add('credit', { at: movement.at, kind: movement.kind, amount: movement.credit, movement });
      const over = this.credit - policy.line;
      if (over > 0) this.add('credit', { at: movement.at, kind: 'payout', amount: -over, movement: null });
    }
  }

  /** From the 15th on an account that is short pays out every night what came in on the day. */
  sweepUntil(instant: number): void {
    for (; this.nextSweep <= instant; this.nextSweep += DAY) {
      const left = this.cash % this.policy.cashStep;
      if (this.cash > left)
        this.add('cash', { at: this.nextSweep, kind: 'withdrawal', amount: left - this.cash, movement: null });
    }
  }

  private cover(account: 'cash' | 'credit', movement: Movement, floor: Units): void {
    const step = account === 'cash' ? this.policy.cashStep : this.policy.creditStep;
    const missing = floor - this[account] - movement[account];
    if (movement[account] >= 0 || missing <= 0) return;
    const steps = Math.ceil(missing / step);
    const kind = account === 'cash' ? 'recharge' : 'repayment';
    this.add(account, { at: movement.at, kind, amount: steps * step, movement: null });
  }

  private add(account: 'cash' | 'credit', change: Omit<FundsRecord, 'account' | 'balance'>): void {
    this[account] += change.amount;
    this.records.push({ ...change, account, balance: this[account] });
  }
}

/** What opens a month: each account goes from where the last month ended to the level of this one. */
export function openingRecords(policy: FundsPolicy, cycle: number, before: Level): FundsRecord[] {
  return (['cash', 'credit'] as const).flatMap((account): FundsRecord[] => {
    const amount = policy[account] - before[account];
    if (amount === 0) return [];
    const kinds = account === 'cash' ? (['recharge', 'withdrawal'] as const) : (['repayment', 'payout'] as const);
    const kind = amount > 0 ? kinds[0] : kinds[1];
    return [{ at: monthStart(cycle), account, kind, amount, balance: policy[account], movement: null }];
  });
}
