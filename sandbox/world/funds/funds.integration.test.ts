import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ask, NOW, smallWorld } from '../../testing/fixture';
import { isAffordable, tenantAt, unpaidOrders } from '../../testing/payable';
import { ONE, type Units } from '../../wire/amounts';
import { cycleOf, DAY, HOUR } from '../../wire/times';
import { sumsOf } from '../bills/book';
import { offersFor } from '../benefits/discounts';
import { unsubscribeResource } from '../interventions';
import { viewAt } from '../resource-view';
import { closeOf } from '../standpoint';
import type { Tenant, World } from '../world';
import { fundsAt, recordsBetween } from './funds';
import { fundMonthOf, shortFrom } from './policy';
import { settlementsOf } from './settlements';

// Whole worlds: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const worlds = [smallWorld('intl', 7, { lines: 120 }), smallWorld('cn', 8, { lines: 120 })];
const tenantsOf = (world: World): Tenant[] => [...world.tenants.values()];
const cycle = cycleOf(NOW);
const ways = ['cash', 'credit', 'debt', 'coupon', 'flexi', 'card'] as const;
const nothing = () => ({ cash: 0, credit: 0, debt: 0, coupon: 0, flexi: 0, card: 0 });

/** What a bill says without its orders, as it is summed up at an instant. */
function billed(tenant: Tenant, of: number, now: number) {
  const book = tenant.bills.summaryBook(of, now);
  const sum = nothing();
  for (const [index, line] of sumsOf(book).entries()) {
    if (book.sources[index]?.orderId !== null) continue;
    for (const way of ways) sum[way] += line[way];
  }
  return sum;
}

/** What the records of both accounts add up to after one instant and until another. */
function moved(world: World, tenant: Tenant, span: { after: number; until: number }): { cash: Units; credit: Units } {
  const sums = { cash: 0, credit: 0 };
  for (const record of recordsBetween(world, tenant, { cycle: fundMonthOf(span.after), now: span.until })) {
    if (record.at > span.after) sums[record.account] += record.amount;
  }
  return sums;
}

describe.each(worlds)('funds on the $site site', (world) => {
  it('settle exactly what the bill says on every day, with what comes late, until it is closed', () => {
    for (const tenant of tenantsOf(world)) {
      for (const [of, now] of [
        [cycle, NOW],
        [cycle - 1, closeOf(cycle - 1) - HOUR],
        [cycle - 1, closeOf(cycle - 1)],
        [cycle - 5, NOW],
      ] as const) {
        const sum = nothing();
        for (const { taken } of settlementsOf(tenant, of, now)) for (const way of ways) sum[way] += taken[way];
        expect(sum).toEqual(billed(tenant, of, now));
      }
    }
  });

  it('change between any two instants by what the records between them add up to', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.nat(5000), fc.nat(2000), (account, back, length) => {
        const after = NOW - back * HOUR - 17_000;
        const until = Math.min(after + length * HOUR, NOW);
        const tenant = tenantAt(world, account);
        const [before, now] = [fundsAt(world, tenant, after), fundsAt(world, tenant, until)];
        const sums = moved(world, tenant, { after, until });
        expect([now.cash - before.cash, now.credit - before.credit]).toEqual([sums.cash, sums.credit]);
      }),
      { numRuns: 25 },
    );
  });

  it('run on from record to record, never below nothing and never above the credit line', () => {
    for (const tenant of tenantsOf(world)) {
      const last: Record<string, Units> = {};
      for (const { account, amount, balance } of recordsBetween(world, tenant, { cycle: cycle - 6, now: NOW })) {
        if (last[account] !== undefined) expect(balance).toBe((last[account] ?? 0) + amount);
        last[account] = balance;
        expect(balance).toBeGreaterThanOrEqual(0);
      }
      const funds = fundsAt(world, tenant, NOW);
      expect(last.cash ?? funds.cash).toBe(funds.cash);
      expect(funds.credit).toBeLessThanOrEqual(funds.line);
    }
  });

  it('leave one account short in the second half of each month, so that its automatic renewals wait', () => {
    const tenant = tenantAt(world, 2);
    const isShort = (at: number) => at >= shortFrom(fundMonthOf(at));
    expect(fundsAt(world, tenant, NOW).cash).toBeLessThan(200 * ONE);
    const renewals = tenant.history.orders.filter((order) => order.billType === 8).map((order) => order.createdAt);
    expect(renewals.length).toBeGreaterThan(20);
    expect(renewals.filter(isShort)).toEqual([]);
    const others = tenantAt(world, 0).history.orders.filter((order) => order.billType === 8);
    expect(others.some((order) => isShort(order.createdAt))).toBe(true);
  });

  it('collect what a month left owing on the 10th of the next', () => {
    const tenant = tenantAt(world, 2);
    const records = recordsBetween(world, tenant, { cycle: cycle - 11, now: NOW });
    const collected = records.filter((record) => record.kind === 'collection');
    for (const { amount, movement } of collected) {
      expect(-amount).toBe(billed(tenant, movement?.cycle ?? 0, NOW).debt);
    }
    const debts = fundsAt(world, tenant, NOW).debt;
    expect(debts).toBe(billed(tenant, cycle, NOW).debt);
  });
});

type Step = { kind: 'advance'; hours: number } | { kind: 'pay'; account: number } | { kind: 'refund'; account: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('advance' as const), hours: fc.integer({ min: 1, max: 90 }) }),
  fc.record({ kind: fc.constantFrom('pay' as const, 'refund' as const), account: fc.nat(2) }),
);

function pay(world: World, account: number, now: number): void {
  const tenant = tenantAt(world, account);
  const found = unpaidOrders(world, [account], now).find((one) => isAffordable(one, world));
  if (!found) return;
  const [offer] = offersFor(tenant.account, found.order).toReversed();
  const before = fundsAt(world, tenant, now);
  const discount = offer ? { use_discount: 'YES', discount_infos: [{ id: offer.id, type: offer.type }] } : {};
  const body = { order_id: found.order.id, use_coupon: 'NO', use_discount: 'NO', ...discount };
  const answer = ask({ world, account, now, path: '/v3/orders/customer-orders/pay', body });
  expect([answer.status, answer.text]).toEqual([204, '']);
  const paid = tenant.history.orders.find((order) => order.id === found.order.id);
  const after = fundsAt(world, tenant, now);
  const funds = paid?.payment?.funds ?? { cash: -1, credit: -1 };
  expect([before.cash - after.cash, before.credit - after.credit]).toEqual([funds.cash, funds.credit]);
  expect(funds.credit === 0 || after.cash === 0).toBe(true);
  const book = tenant.bills.book(cycleOf(now), now + DAY);
  const lines = sumsOf(book).filter((_line, index) => book.sources[index]?.orderId === found.order.id);
  const total = (member: 'cash' | 'credit') => lines.reduce((sum, line) => sum + line[member], 0);
  if (cycleOf(now + DAY) === cycleOf(now)) expect([total('cash'), total('credit')]).toEqual([funds.cash, funds.credit]);
}

function refund(world: World, account: number, now: number): void {
  const tenant = tenantAt(world, account);
  const resource = tenant.history.resources.find((one) => one.parent === null && viewAt(one, now)?.status === 2);
  if (!resource) return;
  const before = fundsAt(world, tenant, now);
  const order = unsubscribeResource(tenant, resource, { at: now, only: 'all' });
  const back = order.items.flatMap((item) => item.charges).reduce((sum, charge) => sum - charge.official, 0);
  const after = fundsAt(world, tenant, now);
  const paidOut = recordsBetween(world, tenant, { cycle: fundMonthOf(now), now })
    .filter((record) => record.kind === 'payout' && record.at === order.paidAt)
    .reduce((sum, record) => sum + record.amount, 0);
  expect(after.cash + after.credit - before.cash - before.credit).toBe(back + paidOut);
}

it('stay exact through any sequence of payments, refunds and days', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('intl' as const, 'cn' as const),
      fc.array(step, { minLength: 8, maxLength: 14 }),
      (site, steps) => {
        const world = smallWorld(site, 5, { lines: 60 });
        let now = NOW;
        for (const one of steps) {
          // Each deed has a second of its own, so that what it moved can be told from the rest.
          now += one.kind === 'advance' ? one.hours * HOUR : 1000;
          world.advanceTo(now);
          if (one.kind === 'pay') pay(world, one.account, now);
          if (one.kind === 'refund') refund(world, one.account, now);
        }
        for (const tenant of tenantsOf(world)) {
          const [first, last] = [fundsAt(world, tenant, NOW), fundsAt(world, tenant, now)];
          const sums = moved(world, tenant, { after: NOW, until: now });
          expect([last.cash - first.cash, last.credit - first.credit]).toEqual([sums.cash, sums.credit]);
        }
      },
    ),
    { numRuns: 3 },
  );
});
