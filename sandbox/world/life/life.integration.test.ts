import { expect, it, vi } from 'vitest';
import { NOW } from '../../testing/fixture';
import { DAY, dayOf, HOUR } from '../../wire/times';
import { createAccounts } from '../accounts';
import { itemsOf, type Order } from '../order';
import { Life } from './life';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const [account] = createAccounts({ site: 'cn', seed: 5, count: 1, decorate: (plain) => plain });
const FROM = NOW - 500 * DAY;

function newLife(affords: (at: number) => boolean = () => true): Life {
  if (!account) throw new Error('no account');
  const options = { seed: 5, from: FROM, decorate: (plain: string) => plain, billed: () => undefined };
  return new Life(account, { ...options, affords: (_amount, at) => affords(at) });
}

/** Everything that an order or a resource says at the end, in the order of the lists. */
const told = (life: Life) =>
  JSON.stringify([
    life.history.orders.map(({ id, steps, deadline, items, children, refunds }) => [
      id,
      steps,
      deadline,
      [...items, ...children.flatMap((child) => child.items)].map((item) => [
        item.id,
        item.from,
        item.to,
        item.charges.map(({ resource, ...amounts }) => [resource.id, amounts]),
      ]),
      refunds.map((refund) => [refund.id, refund.amount]),
    ]),
    life.history.resources.map(({ id, policies, endedAt, terms }) => [
      id,
      policies,
      endedAt,
      terms.map((term) => term.to),
    ]),
  ]);

it('is the same in one step, by days, and in steps of any length', () => {
  const end = NOW + 100 * DAY;
  const once = newLife();
  once.advanceTo(end);
  const daily = newLife();
  for (let now = FROM; now < end; now += DAY) daily.advanceTo(now);
  daily.advanceTo(end);
  const uneven = newLife();
  for (let now = FROM, step = 1; now < end; now += step * HOUR, step = (step * 7) % 101) uneven.advanceTo(now);
  uneven.advanceTo(end);
  expect(told(daily)).toBe(told(once));
  expect(told(uneven)).toBe(told(once));
  expect(once.history.orders.every((order) => order.createdAt <= end)).toBe(true);
  expect(once.history.orders.some((order) => order.createdAt > NOW + 99 * DAY)).toBe(true);
});

it('tries an automatic renewal daily while the account is short of money, until the last retention day', () => {
  const [since, until] = [NOW, NOW + 20 * DAY];
  const asked: number[] = [];
  const short = newLife((at) => {
    asked.push(at);
    return at < since || at >= until;
  });
  short.advanceTo(NOW + 60 * DAY);
  const automatic = (order: Order) => order.source === 8 && order.createdAt >= since;
  const made = short.history.orders.filter(automatic);
  expect(made.length).toBeGreaterThan(3);
  expect(made.every((order) => order.createdAt >= until)).toBe(true);
  const days = new Set(asked.filter((at) => at >= since && at < until).map(dayOf));
  expect(days.size).toBeGreaterThan(10);
  const late = made.filter((order) => {
    const [charge] = itemsOf(order)[0]?.charges ?? [];
    const before = charge?.resource.terms.findLast((term) => term.order !== order && term.knownAt < order.createdAt);
    return before !== undefined && before.to < order.createdAt;
  });
  expect(late.length).toBeGreaterThan(0);
});

it('gives up an automatic renewal after the last retention day', () => {
  const never = newLife((at) => at < NOW - 100 * DAY);
  never.advanceTo(NOW + 60 * DAY);
  expect(never.history.orders.filter((order) => order.source === 8 && order.createdAt >= NOW - 100 * DAY)).toEqual([]);
});
