import type { Units } from '../../wire/amounts';
import type { Account, Decorate } from '../accounts';
import { itemsOf, type Order, type Resource } from '../order';
import { type Random, randomFrom } from '../random';

/** Resources of a purchase that are dealt with together, and for how many months at a time. */
export interface Holding {
  id: number;
  resources: Resource[];
  months: number;
  /** Set once a caller has changed it: from then on only the system acts on it, the simulated customer no more. */
  touched: boolean;
  /** How many times something was drawn for it; each draw has a stream of its own. */
  draws: number;
}

/** What stories share: one account's agenda, and where new orders and resources are seen. */
export interface Stage {
  account: Account;
  decorate: Decorate;
  plan(story: Story, at: number, about: object, run: () => void): void;
  cancel(about: object): void;
  addOrder(story: Story, order: Order): void;
  addResources(story: Story, resources: readonly Resource[]): void;
  /** Bill lines have changed. */
  billed(): void;
  affords(amount: Units, at: number): boolean;
  /** Days before expiry on which automatic renewals begin, and the day of the month on which renewed terms end. */
  renewConfig(at: number): RenewConfig;
}

export interface RenewConfig {
  deductionDays: number;
  expireDay: number | null;
}

/** What a caller did to a purchase, so that the story can be told again. */
export interface Deed {
  at: number;
  run: () => void;
}

/**
 * One purchase and everything that follows from it. All that is random in it comes from its own seed, so that whatever
 * a caller does to it leaves every other purchase as it would have been.
 */
export class Story {
  orders: Order[] = [];
  resources: Resource[] = [];
  holdings: Holding[] = [];
  /** What callers did, oldest first. */
  deeds: Deed[] = [];
  /** The instant it has come to. */
  now = 0;
  private readonly answers = new Map<string, boolean>();
  private completions = new Map<Order, () => void>();

  constructor(
    readonly stage: Stage,
    readonly number: number,
    readonly seed: number,
  ) {}

  get account(): Account {
    return this.stage.account;
  }

  /** Forgets what happened, but not what callers did, nor whether they could pay up to an instant. */
  rewind(at: number): void {
    this.orders = [];
    this.resources = [];
    this.holdings = [];
    this.completions = new Map();
    for (const key of this.answers.keys()) if (Number(key.split(' ')[0]) > at) this.answers.delete(key);
  }

  random(...salt: readonly number[]): Random {
    return randomFrom(this.seed, ...salt);
  }

  drawFor(holding: Holding): Random {
    holding.draws += 1;
    return this.random(2, holding.id, holding.draws);
  }

  plan(at: number, about: object, run: () => void): void {
    this.stage.plan(this, Math.max(at, this.now), about, run);
  }

  addOrder(order: Order, whenCompleted: () => void): void {
    this.orders.push(order);
    this.completions.set(order, whenCompleted);
    this.stage.addOrder(this, order);
  }

  complete(order: Order): void {
    this.completions.get(order)?.();
  }

  addHolding(resources: Resource[], months: number): Holding {
    const holding = { id: this.holdings.length, resources, months, touched: false, draws: 0 };
    this.holdings.push(holding);
    return holding;
  }

  /** Whether the account can pay now; the answer is kept for when the story is told again. */
  affords(amount: Units, about: string): boolean {
    const key = `${this.now} ${about}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = this.stage.affords(amount, this.now);
    this.answers.set(key, answer);
    return answer;
  }

  /** Unfinished orders that concern any of some resources. */
  openOrders(resources: readonly Resource[]): Order[] {
    return this.orders.filter((order) => {
      const status = order.steps[order.steps.length - 1]?.status;
      if (status === 4 || status === 5) return false;
      return itemsOf(order).some((item) => item.charges.some((charge) => resources.includes(charge.resource)));
    });
  }
}
