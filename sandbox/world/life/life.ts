import type { Units } from '../../wire/amounts';
import { refuse } from '../../wire/refusal';
import { dayOf } from '../../wire/times';
import type { Account, Decorate } from '../accounts';
import { itemsOf, type Order, type Resource } from '../order';
import { hash, hashText } from '../random';
import type { History } from '../simulation';
import { Agenda } from './agenda';
import { purchasesOf } from './days';
import { buy, type Purchase } from './purchase';
import { type RenewConfig, type Stage, Story } from './story';

interface Options {
  seed: number;
  /** Instant of the first day. */
  from: number;
  decorate: Decorate;
  affords(amount: Units, at: number): boolean;
  /** Called when bill lines have changed. */
  billed(): void;
}

const STORY_SALT = 0x57081;
/** Section 3.2: the default lead, and no common expiry day. */
const DEFAULTS: RenewConfig = { deductionDays: 7, expireDay: null };

/**
 * What an account orders and owns, told as business time goes on. It is the same in whatever steps time goes, for
 * events run in the order of their instants and draw from streams of their own.
 */
export class Life implements Stage {
  readonly history: History = { orders: [], resources: [] };
  private readonly agenda = new Agenda();
  private readonly stories = new Map<Order | Resource, Story>();
  private readonly purchases = new Map<Story, { at: number; purchase: Purchase }>();
  private configs: { at: number; config: RenewConfig }[] = [];
  private readonly firstDay: number;
  private nextDay: number;
  private given = 1;
  /** Everything up to this instant has happened. */
  private frontier = Number.NEGATIVE_INFINITY;

  constructor(
    readonly account: Account,
    private readonly options: Options,
  ) {
    this.firstDay = dayOf(options.from);
    this.nextDay = this.firstDay;
  }

  get decorate(): Decorate {
    return this.options.decorate;
  }

  /** Lets everything happen that happens up to an instant; an earlier instant changes nothing. */
  advanceTo(now: number): void {
    if (now <= this.frontier) return;
    for (; this.nextDay <= dayOf(now); this.nextDay += 1) this.openDay(this.nextDay);
    this.frontier = now;
    this.runUntil(now);
  }

  /** Adds a purchase made elsewhere, with its whole course in time: completed, or yet to come. */
  include(order: Order): void {
    const story = new Story(this, this.given, hash(hashText(order.id)));
    this.given += 1;
    story.orders.push(order);
    this.addOrder(story, order);
    if (order.completedAt === null) return;
    const charges = itemsOf(order).flatMap((item) => item.charges.map((charge) => ({ item, charge })));
    for (const { item, charge } of charges) {
      const [from, to] = [item.from ?? order.completedAt, item.to ?? order.completedAt];
      const paid = charge.official - charge.discount - charge.coupon - charge.flexi;
      charge.resource.terms.push({ order, from, to, knownAt: order.completedAt, paid, revokedAt: null });
    }
    const resources = charges.map(({ charge }) => charge.resource);
    story.resources.push(...resources);
    story.addHolding(resources, 12).touched = true;
    this.addResources(story, resources);
  }

  /** The purchase that an order, a child order or a resource belongs to. */
  storyOf(subject: Order | Resource): Story {
    const story = this.stories.get(subject);
    if (!story) throw new Error('it belongs to no purchase of this account');
    return story;
  }

  /**
   * Does something to a purchase at an instant. When the purchase has already come further, it is told again from its
   * beginning; but nobody can act before something that a caller did later.
   */
  act<T>(story: Story, at: number, deed: () => T): T {
    if (!this.mayAct(story, at)) throw refuse('CBC.99003651');
    this.advanceTo(at);
    let result: { value: T } | null = null;
    const run = () => {
      story.now = at;
      result = { value: deed() };
    };
    if (at < this.frontier) this.rehearse(story, at, run);
    else run();
    story.deeds.push({ at, run });
    this.options.billed();
    if (result === null) throw new Error('the deed was not reached');
    return (result as { value: T }).value;
  }

  /** Nobody can act before something that a caller did later. */
  mayAct(story: Story, at: number): boolean {
    return story.deeds.every((done) => done.at <= at);
  }

  setRenewConfig(at: number, change: Partial<RenewConfig>): void {
    const config = { ...this.renewConfig(at), ...change };
    this.configs = [...this.configs.filter((set) => set.at <= at), { at, config }];
  }

  renewConfig(at: number): RenewConfig {
    return this.configs.findLast((set) => set.at <= at)?.config ?? DEFAULTS;
  }

  plan(story: Story, at: number, about: object, run: () => void): void {
    this.enter(story, { at, about, run, rank: 0 });
  }

  cancel(about: object): void {
    this.agenda.cancel(about);
  }

  addOrder(story: Story, order: Order): void {
    for (const each of [order, ...order.children]) this.stories.set(each, story);
    insert(this.history.orders, order, (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }

  addResources(story: Story, resources: readonly Resource[]): void {
    for (const resource of resources) {
      this.stories.set(resource, story);
      const bought = (one: Resource) => one.terms[0]?.knownAt ?? 0;
      const number = (one: Resource) => this.stories.get(one)?.number ?? 0;
      insert(this.history.resources, resource, (a, b) => bought(a) - bought(b) || number(a) - number(b));
    }
  }

  billed(): void {
    this.options.billed();
  }

  affords(amount: Units, at: number): boolean {
    return this.options.affords(amount, at);
  }

  private openDay(day: number): void {
    const { seed } = this.options;
    const years = (day - this.firstDay) / 365;
    for (const [index, { at, purchase }] of purchasesOf(this.account, { seed, day, years }).entries()) {
      const number = day * 16 + index;
      const story = new Story(this, number, hash(hash(seed, this.account.index, STORY_SALT), number));
      this.purchases.set(story, { at, purchase });
      this.begin(story);
    }
  }

  private begin(story: Story): void {
    const first = this.purchases.get(story);
    if (first) this.plan(story, first.at, story, () => buy(story, first.purchase));
  }

  private enter(story: Story, entry: { at: number; about: object; run: () => void; rank: 0 | 1 }): void {
    const run = () => {
      story.now = entry.at;
      entry.run();
    };
    this.agenda.add({ ...entry, run, story: story.number });
  }

  private runUntil(now: number): void {
    for (let entry = this.agenda.take(now); entry; entry = this.agenda.take(now)) entry.run();
  }

  /** Tells a story again with one more deed in it. */
  private rehearse(story: Story, at: number, run: () => void): void {
    for (const subject of [story, ...story.orders, ...story.holdings]) this.cancel(subject);
    const gone = new Set<Order | Resource>([...story.orders, ...story.resources]);
    this.history.orders = this.history.orders.filter((order) => !gone.has(order));
    this.history.resources = this.history.resources.filter((resource) => !gone.has(resource));
    story.rewind(at);
    story.now = Number.NEGATIVE_INFINITY;
    this.begin(story);
    for (const deed of [...story.deeds, { at, run }]) this.enter(story, { ...deed, about: story, rank: 1 });
    this.runUntil(this.frontier);
  }
}

/** Keeps a list sorted; almost always the new one comes last. */
function insert<T>(list: T[], item: T, compare: (a: T, b: T) => number): void {
  let at = list.length;
  while (at > 0 && compare(list[at - 1] as T, item) > 0) at -= 1;
  list.splice(at, 0, item);
}
