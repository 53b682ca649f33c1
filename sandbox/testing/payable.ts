import { DAY } from '../wire/times';
import type { BenefitView } from '../world/benefits/benefit';
import { benefitsAt } from '../world/benefits/holdings';
import { fundsAt } from '../world/funds/funds';
import { itemsOf, type Order, statusAt, sumCharges } from '../world/order';
import { type Tenant, tenantOf, type World } from '../world/world';
import { NOW } from './fixture';

/** An order with the account it belongs to, at an instant. */
export interface Found {
  account: number;
  tenant: Tenant;
  order: Order;
  now: number;
}

export function tenantAt(world: World, account: number): Tenant {
  const found = world.accounts[account];
  if (!found) throw new Error(`no account ${account}`);
  return tenantOf(world, found.domainId);
}

/** Orders of the accounts that wait for payment at an instant, those that a master pays for left out. */
export function unpaidOrders(world: World, accounts: readonly number[] = [0, 1, 2], now = NOW): Found[] {
  world.advanceTo(now);
  return accounts.flatMap((account) => {
    const tenant = tenantAt(world, account);
    const { orders } = tenant.history;
    return orders
      .filter((order) => order.createdAt <= now && statusAt(order, now) === 6 && !order.paidByMaster)
      .map((order) => ({ account, tenant, order, now }));
  });
}

/** The first order in the days from the tests' business time on that waits for payment and meets a condition. */
export function findUnpaid(
  world: World,
  meets: (found: Found) => boolean = () => true,
  accounts: readonly number[] = [0],
): Found {
  for (let day = 0; day < 200; day += 1) {
    const found = unpaidOrders(world, accounts, NOW + day * DAY).find(meets);
    if (found) return found;
  }
  throw new Error('no such order waits for payment in half a year');
}

/** What an order costs, coupons and cards apart. */
export function priceOf(order: Order): number {
  const { official, discount } = sumCharges(itemsOf(order));
  return official - discount;
}

/** Whether the account has the funds for an order. */
export function isAffordable({ tenant, order, now }: Found, world: World): boolean {
  const { cash, credit } = fundsAt(world, tenant, now);
  return cash + credit >= priceOf(order);
}

export const benefitsOf = (found: Found): BenefitView[] => benefitsAt(found.tenant, found.now);
