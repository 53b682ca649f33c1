import type { Account, Decorate } from './accounts';
import type { Order, Resource } from './order';
import type { Random } from './random';

/** What one account has ordered and owns, from the first day to the horizon; readers look at it as of an instant. */
export interface History {
  orders: Order[];
  resources: Resource[];
}

/** A purchase and what becomes of it. */
export interface Holding {
  resources: Resource[];
  months: number;
}

export interface Simulation extends History {
  account: Account;
  random: Random;
  decorate: Decorate;
  /** Runs something on a later day. */
  later(day: number, event: () => void): void;
  today: number;
}
