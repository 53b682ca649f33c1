import type { Units } from '../../wire/amounts';
import { refuse } from '../../wire/refusal';
import { dayOf } from '../../wire/times';
import type { Account, Decorate } from '../accounts';
import type { Order, Resource } from '../order';
import { hash, hashText } from '../random';
import type { History } from '../simulation';
import { Agenda } from './agenda';
import { purchasesOf } from './days';
import { appear, returnAll } from './elsewhere';
import { buy, type Purchase } from './purchase';
import { type RenewConfig, type Stage, Story } from './story';

export interface LifeOptions {
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
  private expected = 1;
  private touched = false;
  /** Everything up to this instant has happened. */
  private frontier = Number.NEGATIVE_INFINITY;

  constructor(
    readonly account: Account,
    private readonly options: LifeOptions,
    /** Tells these purchases and those made after a day, no others; null tells all. */
    readonly selects: { numbers: ReadonlySet<number>; after: number } | null = null,
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

  /** No caller has done anything so far. */
  get isUntouched(): boolean {
    return !this.touched;
  }

  /** Whether everything up to an instant has happened. */
  hasReached(at: number): boolean {
    return at <= this.frontier;
  }

  /** The last day whose purchases have been made. */
  get frontierDay(): number {
    return this.nextDay - 1;
  }

  /** Numbers of the purchases that something happens to between now and an instant. */
  openStories(until: number): ReadonlySet<number> {
    return this.agenda.storiesDue(until);
  }

  /** A purchase made elsewhere, with its whole course in time; with `endsAt` it is given back then. */
  expect(order: Order, endsAt: number | null = null): void {
    const story = new Story(this, this.expected, hash(hashText(order.id)));
    this.expected += 1;
    if (this.selects?.numbers.has(story.number) === false) return;
    const run = () => {
      appear(story, order);
      if (endsAt !== null) this.plan(story, { at: endsAt, about: story, run: () => returnAll(story) });
    };
    this.plan(story, { at: order.createdAt, about: story, run });
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
    this.touched = true;
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
    this.touched = true;
    this.configs = [...this.configs.filter((set) => set.at <= at), { at, config }];
  }

  renewConfig(at: number): RenewConfig {
    return this.configs.findLast((set) => set.at <= at)?.config ?? DEFAULTS;
  }

  plan(story: Story, entry: { at: number; about: object; run: () => void }): void {
    this.enter(story, { ...entry, rank: 0 });
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
      if (this.selects && day <= this.selects.after && !this.selects.numbers.has(number)) continue;
      const story = new Story(this, number, hash(hash(seed, this.account.index, STORY_SALT), number));
      this.purchases.set(story, { at, purchase });
      this.begin(story);
    }
  }

  private begin(story: Story): void {
    const first = this.purchases.get(story);
    if (first) this.plan(story, { at: first.at, about: story, run: () => buy(story, first.purchase) });
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
