import { describe, expect, it, vi } from 'vitest';
import { ask, NOW, smallWorld } from '../../testing/fixture';
import {
  benefitsOf,
  type Found,
  findUnpaid,
  isAffordable,
  priceOf,
  tenantAt,
  unpaidOrders,
} from '../../testing/payable';
import { feeRecords, read, type Row, sumUnits, units } from '../../testing/read';
import { DAY, HOUR } from '../../wire/times';
import type { BenefitView } from '../../world/benefits/benefit';
import { offersFor } from '../../world/benefits/discounts';
import { fundsAt } from '../../world/funds/funds';
import type { World } from '../../world/world';
import type { WorldFault } from '../operation';
import { buyerOf, isUsable } from './choose-benefits';

// Whole worlds: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const ORDERS = '/v2/orders/customer-orders';
const pay = (found: Found, world: World, more: Record<string, unknown> & { fault?: WorldFault } = {}) =>
  ask({
    world,
    account: found.account,
    now: found.now,
    path: '/v3/orders/customer-orders/pay',
    body: { order_id: found.order.id, use_coupon: 'NO', use_discount: 'NO', ...more, fault: undefined },
    fault: more.fault ?? null,
  });

const listed = (found: Found, world: World, now = found.now): Row => {
  const query = { order_id: found.order.id };
  const answer = read({ world, account: found.account, now, path: ORDERS, query });
  return (answer.order_infos as Row[])[0] ?? {};
};
const info = (row: Row) => row.amount_info as Row & { discounts: Row[] };
const money = (found: Found, world: World) => fundsAt(world, found.tenant, found.now);
const hasNoMust = ({ tenant, order }: Found) => offersFor(tenant.account, order).every(({ type }) => type !== 609);

/** Lines of an order on the bill of its month, a day after it was paid. */
function billOf(found: Found, world: World): Row[] {
  const cycle = new Date(found.now + 8 * HOUR).toISOString().slice(0, 7);
  return feeRecords({ world, account: found.account, now: found.now + DAY }, { cycle, trade_id: found.order.id });
}

function coupon(found: Found, meets: (view: BenefitView) => boolean): BenefitView {
  const buyer = buyerOf(found.tenant, found.now);
  const view = benefitsOf(found).find((one) => isUsable(one, found.order, buyer) && meets(one));
  if (!view) throw new Error('no such coupon');
  return view;
}

describe.each(['intl', 'cn'] as const)('paying an order on the %s site', (site) => {
  const world = smallWorld(site, 11, { lines: 60 });
  const next = () =>
    findUnpaid(world, (found) => hasNoMust(found) && isAffordable(found, world) && priceOf(found.order) > 0);

  it('happens once; the order is processed, then completed', () => {
    const found = next();
    expect(pay(found, world)).toMatchObject({ status: 204, text: '' });
    expect(pay(found, world)).toMatchObject({ status: 400, code: 'CBC.99003106' });
    expect(listed(found, world).status).toBe(3);
    expect(listed(found, world, found.now + HOUR).status).toBe(5);
  });

  it('takes the price from cash and shows it on the bill', () => {
    const found = next();
    const [before, price] = [money(found, world), priceOf(found.order)];
    pay(found, world);
    const after = money(found, world);
    expect(before.cash + before.credit - after.cash - after.credit).toBe(price);
    expect(units(listed(found, world).amount_after_discount)).toBe(price);
    const lines = billOf(found, world);
    expect(sumUnits(lines, 'cash_amount') + sumUnits(lines, 'credit_amount')).toBe(price);
  });

  it('with another discount makes the order cheaper, in list, details and bill alike', () => {
    const offered = (found: Found) =>
      offersFor(found.tenant.account, found.order).find(({ type }) => type === 0 || type === 609);
    const found = findUnpaid(world, (one) => offered(one) !== undefined && isAffordable(one, world));
    const offer = offered(found);
    const before = listed(found, world);
    expect(
      pay(found, world, { use_discount: 'YES', discount_infos: [{ id: offer?.id, type: offer?.type }] }).status,
    ).toBe(204);
    const row = listed(found, world);
    expect(row.official_amount).toBe(before.official_amount);
    expect(units(row.official_amount) - units(row.amount_after_discount)).toBe(offer?.units);
    expect(info(row).discounts).toEqual([
      { discount_type: offer?.orderType, discount_amount: (offer?.units ?? 0) / 1e8 },
    ]);
    const details = read({
      world,
      now: found.now,
      account: found.account,
      path: `${ORDERS}/details/${found.order.id}`,
    });
    expect(sumUnits(details.order_line_items as Row[], 'amount_after_discount')).toBe(units(row.amount_after_discount));
    expect(sumUnits(billOf(found, world), 'amount')).toBe(units(row.amount_after_discount));
  });

  it('with a coupon leaves less to pay, and less on the coupon', () => {
    const found = next();
    const view = coupon(
      found,
      ({ benefit }) => benefit.kind === 'cash' && benefit.version === 2 && benefit.limits.length === 0,
    );
    const spent = Math.min(view.balance, priceOf(found.order));
    const before = money(found, world);
    expect(pay(found, world, { use_coupon: 'YES', coupon_infos: [{ id: view.benefit.id, type: 301 }] }).status).toBe(
      204,
    );
    const after = money(found, world);
    expect(before.cash + before.credit - after.cash - after.credit).toBe(priceOf(found.order) - spent);
    expect(units(info(listed(found, world)).coupon_amount)).toBe(spent);
    expect(sumUnits(billOf(found, world), 'coupon_amount')).toBe(spent);
    const query = { coupon_id: view.benefit.id };
    const rows = read({ world, now: found.now, path: '/v2/promotions/benefits/coupons', query }).user_coupons as Row[];
    expect(rows.map((row) => [units(row.balance), row.order_id])).toEqual([[view.balance - spent, found.order.id]]);
  });

  it('with a discount coupon shows what it took off as a discount of its own', () => {
    const found = findUnpaid(world, (one) => {
      const buyer = buyerOf(one.tenant, one.now);
      const has = benefitsOf(one).some((view) => view.benefit.kind === 'discount' && isUsable(view, one.order, buyer));
      return has && hasNoMust(one) && isAffordable(one, world);
    });
    const view = coupon(found, ({ benefit }) => benefit.kind === 'discount');
    const before = listed(found, world);
    expect(pay(found, world, { use_coupon: 'YES', coupon_infos: [{ id: view.benefit.id, type: 300 }] }).status).toBe(
      204,
    );
    const row = listed(found, world);
    const byCoupon = info(row).discounts.find((entry) => entry.discount_type === '300');
    expect(units(byCoupon?.discount_amount)).toBeGreaterThan(0);
    expect(units(before.amount_after_discount) - units(row.amount_after_discount)).toBe(
      units(byCoupon?.discount_amount),
    );
    expect(sumUnits(billOf(found, world), 'amount')).toBe(units(row.amount_after_discount));
    expect(pay(next(), world, { use_coupon: 'YES', coupon_infos: [{ id: view.benefit.id, type: 300 }] }).code).toBe(
      'CBC.99003112',
    );
  });

  it('charges another amount when the world is told to, and says so in the order', () => {
    const one = next();
    const before = money(one, world);
    expect(pay(one, world, { fault: { world: 'otherAmount', by: null } }).status).toBe(204);
    const after = money(one, world);
    const charged = before.cash + before.credit - after.cash - after.credit;
    expect(charged).toBeLessThan(priceOf(one.order));
    const row = listed(one, world);
    expect(units(row.amount_after_discount) - units(info(row).coupon_amount)).toBe(charged);
    const two = next();
    const [price, had] = [priceOf(two.order), money(two, world)];
    expect(pay(two, world, { fault: { world: 'otherAmount', by: '1.25' } }).status).toBe(204);
    const left = money(two, world);
    expect(had.cash + had.credit - left.cash - left.credit).toBe(price + 125_000_000);
    expect(units(listed(two, world).amount_after_discount)).toBe(price + 125_000_000);
  });

  it('is refused while the funds do not do, and changes nothing', () => {
    const found = unpaidOrders(world, [2], NOW).find(hasNoMust);
    if (!found) throw new Error('nothing waits');
    const before = [money(found, world), listed(found, world)];
    expect(pay(found, world).code).toBe('CBC.99005003');
    expect([money(found, world), listed(found, world)]).toEqual(before);
  });
});

it('a master pays for its member from its own cash', () => {
  const world = smallWorld('intl', 7, { lines: 60 });
  let found: Found | null = null;
  for (let day = 0; day < 200 && !found; day += 1) {
    const now = NOW + day * DAY;
    world.advanceTo(now);
    const tenant = tenantAt(world, 1);
    const order = tenant.history.orders.find(
      (one) => one.paidByMaster && one.steps.at(-1)?.status === 6 && one.createdAt <= now && priceOf(one) > 0,
    );
    if (order && hasNoMust({ account: 1, tenant, order, now })) found = { account: 1, tenant, order, now };
  }
  if (!found) throw new Error('the master pays for nothing');
  const { now, order } = found;
  const both = () => [0, 1].map((account) => fundsAt(world, tenantAt(world, account), now));
  const [before, price] = [both(), priceOf(order)];
  expect(pay({ ...found, account: 0 }, world).status).toBe(204);
  const after = both();
  const taken = (account: number, member: 'cash' | 'credit') =>
    (before[account]?.[member] ?? 0) - (after[account]?.[member] ?? 0);
  expect(taken(0, 'cash') + taken(0, 'credit')).toBe(price);
  expect(taken(1, 'cash') + taken(1, 'credit')).toBe(0);
});
