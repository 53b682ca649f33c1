import { type Units, share, toUnits, truncateToCents } from '../../wire/amounts';
import { decimal, decimalText } from '../../wire/decimal';
import { cycleStart, dayOf, dayStart, weekdayOf } from '../../wire/times';
import type { Account, Decorate } from '../accounts';
import type { Item } from '../catalogue';
import { chargeFor, completed, type Order, type Resource } from '../order';
import { newItem, newOrder, newResource, officeTime, keepRate } from '../ordering';
import { usagePrice } from '../prices';
import { type Random, randomFrom } from '../random';

export type Upfront = 'ALL_UPFRONT' | 'PARTIAL_UPFRONT' | 'NO_UPFRONT';

/** A year of capacity (reserved instance, 10) or of spending (savings plan, 11) promised in advance. */
export interface Commitment {
  mode: 10 | 11;
  /** What was bought; its ID is the resource of the purchase, of the monthly payments and of nothing else. */
  resource: Resource;
  item: Item;
  region: string;
  /** First cycle covered; it ends with the eleventh after it. */
  from: number;
  upfront: Upfront;
  /** Reserved instance: servers of its flavour and region that it covers in any hour. */
  instances: number;
  /** Savings plan: what it may cover in any hour, at its own rate. */
  perHour: Units;
  /** List price of one month's payment and what is payable of it; 0 when all was paid at once. */
  monthly: { official: Units; discount: Units };
  /** The purchase, whatever was paid at once. */
  order: Order;
}

export const TERM_CYCLES = 12;
/** Thousandths of the pay-per-use price that a promise for a year costs. */
const RESERVED_RATE = 620;
export const PLAN_RATE = 700;
const HOURS_A_YEAR = 8760;

/** A server as pay-per-use knows it in a cycle: what it is and where it runs. */
export interface Server {
  item: Item;
  region: string;
}

export interface CommitmentInput {
  account: Account;
  seed: number;
  decorate: Decorate;
  /** First and last year, inclusive. */
  years: { from: number; to: number };
  /** The servers the promises are made for, as they are in a cycle. */
  serverAt(kind: 'reserved' | 'plan', cycle: number): Server;
}

/** The promises of an account: each is renewed every year in the same month of the first half, with the budget. */
export function createCommitments(input: CommitmentInput): Commitment[] {
  const { account, seed, years } = input;
  const found: Commitment[] = [];
  for (const [place, kind] of (['reserved', 'plan', 'reserved'] as const).entries()) {
    const month = randomFrom(seed, account.index, place, 0xc0117).between(1, 5);
    for (let year = years.from; year <= years.to; year += 1) {
      const random = randomFrom(seed, account.index, place, year, 0xc0118);
      found.push(newCommitment(input, { kind, place, from: year * 12 + month, random }));
    }
  }
  return found;
}

interface Drawn {
  kind: 'reserved' | 'plan';
  place: number;
  from: number;
  random: Random;
}

function newCommitment(input: CommitmentInput, drawn: Drawn): Commitment {
  const { account, decorate, serverAt } = input;
  const { kind, place, from, random } = drawn;
  const { item, region } = serverAt(kind, from);
  const upfront = (['ALL_UPFRONT', 'NO_UPFRONT', 'PARTIAL_UPFRONT'] as const)[place] ?? 'ALL_UPFRONT';
  const instances = kind === 'reserved' ? random.between(1, 3) : 0;
  const hourly = usagePrice({ item, spec: item.spec, region, currency: account.currency, size: null }, decimal('1'));
  const listed = hourly === null ? 0 : toUnits(decimalText(hourly));
  const perHour = kind === 'plan' ? share(listed, PLAN_RATE * random.between(12, 26), 10_000) : 0;
  const rate = kind === 'plan' ? perHour : share(listed * instances, RESERVED_RATE, 1000);
  const total = truncateToCents(rate * HOURS_A_YEAR);
  const paidAtOnce = upfront === 'ALL_UPFRONT' ? total : upfront === 'PARTIAL_UPFRONT' ? truncateToCents(total / 2) : 0;
  const project = account.projects[0];
  const name = kind === 'plan' ? 'savings-plan' : `reserved-${item.spec.replace(/\.linux$/, '')}`;
  const resource = newResource(
    account,
    { item, spec: item.spec, size: null, name },
    { region, project, random, decorate },
  );
  resource.kind = kind === 'plan' ? 'savings' : 'reserved';
  const keep = keepRate(account, item.service);
  const kept = (official: Units) => ({ official, discount: official - truncateToCents(share(official, keep, 1000)) });
  return {
    mode: kind === 'plan' ? 11 : 10,
    resource,
    item,
    region,
    from,
    upfront,
    instances,
    perHour,
    monthly: kept(truncateToCents(share(total - paidAtOnce, 1, TERM_CYCLES))),
    order: purchase(account, { resource, random, from, price: kept(paidAtOnce) }),
  };
}

/** Bought on the last working day before it begins. */
function purchase(
  account: Account,
  bought: { resource: Resource; random: Random; from: number; price: { official: Units; discount: Units } },
): Order {
  const { resource, random, from, price } = bought;
  let day = dayOf(cycleStart(from)) - 1;
  while (weekdayOf(day) % 6 === 0) day -= 1;
  const at = officeTime(day, random);
  const paidAt = at + random.between(2, 60) * 60_000;
  const completedAt = paidAt + random.between(20, 400) * 1000;
  const order = newOrder(account, random, {
    type: 1,
    service: resource.item.service,
    billType: 1,
    at,
    project: resource.project as Account['projects'][number],
  });
  const charge = chargeFor(resource, price.official, price.discount);
  const term = { from: cycleStart(from), to: dayStart(dayOf(cycleStart(from + TERM_CYCLES))) - 1000 };
  order.items.push({ ...newItem(order, [charge], { periodType: 3, periodNum: 1 }), ...term });
  return completed(order, { paidAt, completedAt });
}

export const covers = (commitment: Commitment, cycle: number): boolean =>
  cycle >= commitment.from && cycle < commitment.from + TERM_CYCLES;

/** By the ID of what was bought. */
export const byResource = (commitments: readonly Commitment[]): ReadonlyMap<string, Commitment> =>
  new Map(commitments.map((commitment) => [commitment.resource.id, commitment]));
