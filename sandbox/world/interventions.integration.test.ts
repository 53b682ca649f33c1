import { describe, expect, it, vi } from 'vitest';
import { ask, NOW } from '../testing/fixture';
import { feeRecords, orders, read, resources, type Row, sumUnits, units } from '../testing/read';
import { firstTenant, freePrimaries, ordersIn, owned } from '../testing/owned';
import { cycleOf, cycleText, DAY, dayOf, HOUR, MINUTE } from '../wire/times';
import { cancelOrder, payOrder, renewResource, unsubscribeResource } from './interventions';
import { itemsOf, type Order, statusAt } from './order';
import { createWorld, type World } from './world';

// Whole worlds: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const newWorld = (now = NOW): World =>
  createWorld({ site: 'intl', seed: 21, accounts: 1, months: 36, lines: 300, hostile: false, now });
const plain = (at: number) => ({ at, discount: null, benefits: [] });
const query = (path: string, world: World, body: Row) => ask({ world, path, body });
const detail = (world: World, id: string, now: number): Row =>
  read({ world, now, path: `/v2/orders/customer-orders/details/${id}` }).order_info as Row;
const waiting = (world: World): Order => {
  const found = ordersIn(world, 6).find((order) => order.type === 1 && (order.deadline ?? 0) > NOW + DAY);
  if (!found) throw new Error('no order waits');
  return found;
};
const linesOf = (world: World, order: Order, now: number): Row[] =>
  feeRecords({ world, now }, { cycle: cycleText(cycleOf(now - 2 * HOUR)), trade_id: order.id });

/** Everything of an account except what belongs to the purchase of one order. */
function othersOf(world: World, id: string, now: number): unknown {
  world.advanceTo(now);
  const story = firstTenant(world).history.orders.find((order) => order.id === id);
  if (!story) throw new Error('no such order');
  const { life } = firstTenant(world);
  const own = life.storyOf(story);
  const ids = new Set([...own.orders.map((order) => order.id), ...own.resources.map((resource) => resource.id)]);
  return {
    orders: orders({ world, now }).filter((order) => !ids.has(String(order.order_id))),
    resources: resources({ world, now }).filter((resource) => !ids.has(String(resource.resource_id))),
  };
}

describe('paying an order', () => {
  const world = newWorld();
  const order = waiting(world);
  const before = detail(world, order.id, NOW);
  payOrder(firstTenant(world), order, { ...plain(NOW), benefits: [{ kind: 'coupon', id: 'C', units: 100_000_000 }] });

  it('processes it at once and completes it within minutes, with resources and terms', () => {
    expect(detail(world, order.id, NOW)).toMatchObject({ status: 3, payment_time: '2026-11-22T04:00:00Z' });
    expect(resources({ world }, { order_id: order.id })).toEqual([]);
    const later = NOW + 5 * MINUTE;
    expect(detail(world, order.id, later)).toMatchObject({ status: 5, pending_payment_end_time: null });
    const found = resources({ world, now: later }, { order_id: order.id });
    const charges = itemsOf(order).flatMap((item) => item.charges);
    expect(new Set(found.map((resource) => resource.resource_id))).toEqual(
      new Set(charges.map((charge) => charge.resource.id)),
    );
    expect(found.every((resource) => resource.status === 2)).toBe(true);
  });

  it('puts its lines on the bill of the month, with its amounts', () => {
    const now = NOW + 3 * HOUR;
    const info = detail(world, order.id, now);
    expect(units((info.amount_info as Row).coupon_amount)).toBe(100_000_000);
    const lines = linesOf(world, order, now);
    expect(sumUnits(lines, 'amount')).toBe(units(info.amount_after_discount));
    expect(sumUnits(lines, 'coupon_amount')).toBe(100_000_000);
  });

  it('is not seen when looking back, and cannot be done twice', () => {
    expect(detail(world, order.id, NOW - 1000)).toEqual(before);
    const pay = () => payOrder(firstTenant(world), order, plain(NOW + HOUR));
    expect(pay).toThrow(expect.objectContaining({ code: 'CBC.99003106' }));
    expect(() => cancelOrder(firstTenant(world), order, NOW + HOUR)).toThrow(
      expect.objectContaining({ code: 'CBC.99005010' }),
    );
  });

  it('leaves every other order and resource as it would have been', () => {
    const now = NOW + 40 * DAY;
    expect(othersOf(world, order.id, now)).toEqual(othersOf(newWorld(), order.id, now));
  });
});

it('a cancelled order is cancelled for good, and an order nobody pays lapses at its deadline', () => {
  const world = newWorld();
  const tenant = firstTenant(world);
  const order = waiting(world);
  cancelOrder(tenant, order, NOW);
  for (const now of [NOW, NOW + 60 * DAY]) expect(detail(world, order.id, now)).toMatchObject({ status: 4 });
  expect(() => cancelOrder(tenant, order, NOW + DAY)).toThrow(expect.objectContaining({ code: 'CBC.99005010' }));

  const [primary] = freePrimaries(world, NOW + 60 * DAY);
  if (!primary) throw new Error('no resource');
  const at = NOW + 60 * DAY;
  const renewal = renewResource(tenant, primary.resource, { period: { periodType: 2, periodNum: 1 }, at, pay: false });
  expect(detail(world, renewal.id, at)).toMatchObject({ status: 6, order_type: 2 });
  expect(statusAt(renewal, (renewal.deadline ?? 0) - 1)).toBe(6);
  expect(detail(world, renewal.id, at + 7 * DAY)).toMatchObject({ status: 4, payment_time: null });
});

it('a renewal costs what its rating says, in the order and on the bill, and moves the expiry', () => {
  const world = newWorld();
  const view = freePrimaries(world).find(
    ({ resource }) => owned(world, (other) => other.resource.parent === resource && other.status === 2).length > 0,
  );
  if (!view) throw new Error('no family');
  const wanted = { resource_ids: [view.resource.id], period_type: 3, period_num: 1 };
  const rated = JSON.parse(query('/v2/bills/ratings/period-resources/renew-rate', world, wanted).text) as Row;
  const amount = (rated.renew_inquiry_results as Row[])[0]?.amount;
  const path = '/v2/orders/subscriptions/resources/renew';
  const { order_ids } = JSON.parse(query(path, world, { ...wanted, is_auto_pay: 1 }).text) as { order_ids: string[] };
  const now = NOW + 3 * HOUR;
  const [id = ''] = order_ids;
  expect(units(detail(world, id, now).amount_after_discount)).toBe(units(amount));
  const order = firstTenant(world).history.orders.find((candidate) => candidate.id === id);
  if (!order) throw new Error('no order');
  expect(sumUnits(linesOf(world, order, now), 'amount')).toBe(units(amount));
  const family = resources({ world, now }, { resource_ids: [view.resource.id] });
  expect(family.length).toBeGreaterThan(1);
  expect(family.every((resource) => Date.parse(String(resource.expire_time)) > view.to + 360 * DAY)).toBe(true);
});

describe('unsubscribing', () => {
  it('gives everything back within five days, and only the unused share later', () => {
    const world = newWorld();
    const tenant = firstTenant(world);
    const order = waiting(world);
    payOrder(tenant, order, plain(NOW));
    const { resource } = itemsOf(order)[0]?.charges[0] ?? {};
    if (!resource) throw new Error('no resource');
    const at = NOW + 4 * DAY;
    world.advanceTo(at);
    const back = unsubscribeResource(tenant, resource, { at, only: 'all' });
    const now = at + 3 * HOUR;
    const records = read({
      world,
      now,
      path: '/v2/orders/customer-orders/refund-orders',
      query: { order_id: back.id },
    });
    const info = detail(world, back.id, now);
    expect(sumUnits(records.refund_infos as Row[], 'amount')).toBe(units(info.amount_after_discount));
    const family = back.items.map((item) => item.charges[0]?.resource);
    const paid = itemsOf(order)
      .flatMap((item) => item.charges)
      .filter((charge) => family.includes(charge.resource));
    expect(units(info.amount_after_discount)).toBe(
      -paid.reduce((sum, charge) => sum + charge.official - charge.discount, 0),
    );
    expect(sumUnits(linesOf(world, back, now), 'amount')).toBe(units(info.amount_after_discount));
    const left = resources({ world, now }, { resource_ids: [resource.id] });
    expect(left.map((row) => row.status)).toEqual(left.map(() => 3));

    const old = freePrimaries(world, now).find((view) => view.from < NOW - 30 * DAY && view.to > now + 60 * DAY);
    if (!old) throw new Error('no older resource');
    const part = unsubscribeResource(tenant, old.resource, { at: now, only: 'all' });
    const refund = -itemsOf(part).reduce((sum, item) => sum + (item.charges[0]?.official ?? 0), 0);
    const terms = part.items.flatMap((item) => item.charges[0]?.resource.terms ?? []);
    expect(refund).toBeGreaterThan(0);
    expect(refund).toBeLessThan(terms.reduce((sum, term) => sum + term.paid, 0));
  });

  it('of renewals alone keeps the resource to its earlier expiry', () => {
    const world = newWorld();
    const tenant = firstTenant(world);
    const [view] = freePrimaries(world);
    if (!view) throw new Error('no resource');
    const renewal = renewResource(tenant, view.resource, {
      period: { periodType: 2, periodNum: 3 },
      at: NOW,
      pay: true,
    });
    const at = NOW + HOUR;
    world.advanceTo(at);
    const back = unsubscribeResource(tenant, view.resource, { at, only: 'renewals' });
    const now = at + 3 * HOUR;
    const row = resources({ world, now }, { resource_ids: [view.resource.id], only_main_resource: 1 })[0];
    expect(row).toMatchObject({ status: 2, expire_time: `${new Date(view.to).toISOString().slice(0, 19)}Z` });
    expect(units(detail(world, back.id, now).amount_after_discount)).toBe(
      -units(detail(world, renewal.id, now).amount_after_discount),
    );
  });
});

describe('faults behind a payment', () => {
  it('another amount shows in order and bill alike', () => {
    const world = newWorld();
    const order = waiting(world);
    const before = units(detail(world, order.id, NOW).amount_after_discount);
    payOrder(firstTenant(world), order, { ...plain(NOW), fault: { world: 'otherAmount', by: '-1.5' } });
    const now = NOW + 3 * HOUR;
    expect(units(detail(world, order.id, now).amount_after_discount)).toBe(before - 150_000_000);
    expect(sumUnits(linesOf(world, order, now), 'amount')).toBe(before - 150_000_000);
    expect(units(detail(world, order.id, NOW - 1000).amount_after_discount)).toBe(before);
  });

  it('a resource that fails is unsubscribed by the system on the next day, with a part of the money', () => {
    const world = newWorld();
    const order = waiting(world);
    payOrder(firstTenant(world), order, { ...plain(NOW), fault: { world: 'autoUnsubscribe', by: null } });
    const now = NOW + 2 * DAY;
    world.advanceTo(now);
    const failed = itemsOf(order)[0]?.charges[0]?.resource;
    const back = firstTenant(world).history.orders.find(
      (each) => each.type === 4 && each.items.some((item) => item.charges[0]?.resource === failed),
    );
    if (!back) throw new Error('nothing came back');
    expect([back.source, dayOf(back.createdAt)]).toEqual([8, dayOf(NOW) + 1]);
    const refund = -units(detail(world, back.id, now).amount_after_discount);
    expect(refund).toBeGreaterThan(0);
    expect(refund).toBeLessThan(units(detail(world, order.id, now).amount_after_discount));
    expect(sumUnits(linesOf(world, back, now), 'amount')).toBe(-refund);
  });
});

it('acting while the clock stands back changes what comes after, but not before what a caller did later', () => {
  const world = newWorld();
  world.advanceTo(NOW + 30 * DAY);
  const order = ordersIn(world, 6).find((each) => each.type === 1 && (each.deadline ?? 0) > NOW + DAY);
  if (!order) throw new Error('no order waited');
  payOrder(firstTenant(world), order, plain(NOW));
  expect(detail(world, order.id, NOW + 30 * DAY)).toMatchObject({ status: 5, payment_time: '2026-11-22T04:00:00Z' });
  expect(othersOf(world, order.id, NOW + 30 * DAY)).toEqual(othersOf(newWorld(), order.id, NOW + 30 * DAY));
  const bought = owned(
    world,
    (view) => view.orders[0]?.id === order.id && view.resource.parent === null,
    NOW + HOUR,
  )[0];
  if (!bought) throw new Error('nothing was bought');
  renewResource(firstTenant(world), bought.resource, {
    period: { periodType: 2, periodNum: 1 },
    at: NOW + 10 * DAY,
    pay: true,
  });
  const earlier = () => unsubscribeResource(firstTenant(world), bought.resource, { at: NOW + 5 * DAY, only: 'all' });
  expect(earlier).toThrow(expect.objectContaining({ code: 'CBC.99003651' }));
});
