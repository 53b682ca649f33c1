import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { ask, NOW } from '../testing/fixture';
import { firstTenant } from '../testing/owned';
import { feeRecords, sumUnits } from '../testing/read';
import { cycleOf, cycleText, HOUR } from '../wire/times';
import { Refusal } from '../wire/refusal';
import { payOrder } from './interventions';
import { itemsOf, type Order, statusAt, sumCharges } from './order';
import { viewAt } from './resource-view';
import { createWorld, type World } from './world';

// A world is built for every sequence: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const BASE = '/v2/orders/subscriptions/resources';
/** Statuses that may follow one another; none goes back. */
const rank: Record<number, number> = { 1: 0, 9: 0, 6: 1, 3: 2, 4: 3, 5: 3 };

interface Step {
  what:
    | 'advance'
    | 'pay'
    | 'cancel'
    | 'renew'
    | 'renewAndPay'
    | 'giveBack'
    | 'giveBackRenewals'
    | 'automatic'
    | 'manual';
  which: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom<Step['what']>(
    'advance',
    'advance',
    'pay',
    'pay',
    'cancel',
    'renew',
    'renewAndPay',
    'giveBack',
    'giveBackRenewals',
    'automatic',
    'manual',
  ),
  which: fc.nat(10_000),
});

/** Drives a world through the operations and remembers what it was told. */
class Driver {
  now = NOW;
  readonly seen = new Map<string, number>();
  readonly paid = new Map<string, number>();

  constructor(readonly world: World) {}

  take({ what, which }: Step): void {
    const tenant = firstTenant(this.world);
    if (what === 'advance') {
      this.now += (which % 700) * HOUR + HOUR;
      this.world.advanceTo(this.now);
      return;
    }
    const orders = tenant.history.orders.filter((order) => order.createdAt > this.now - 20 * 24 * HOUR);
    const order = orders[which % orders.length];
    // Few resources, so that the same one is met again and again.
    const resources = tenant.history.resources
      .filter((resource) => viewAt(resource, this.now)?.status !== 3)
      .slice(-12);
    const id = resources[which % resources.length]?.id ?? '';
    if (what === 'pay') this.pay(order);
    else if (what === 'cancel') this.send('PUT', '/v2/orders/customer-orders/cancel', { order_id: order?.id });
    else if (what === 'automatic') this.send('POST', `${BASE}/autorenew/${id}`, {});
    else if (what === 'manual') this.send('DELETE', `${BASE}/autorenew/${id}`);
    else if (what.startsWith('renew')) {
      const is_auto_pay = what === 'renew' ? 0 : 1;
      this.send('POST', `${BASE}/renew`, {
        resource_ids: [id],
        period_type: 2,
        period_num: 1 + (which % 11),
        is_auto_pay,
      });
    } else {
      const unsubscribe_type = what === 'giveBack' ? 1 : 2;
      this.send('POST', `${BASE}/unsubscribe`, { resource_ids: [id], unsubscribe_type });
    }
  }

  private pay(order: Order | undefined): void {
    if (!order) return;
    const was = statusAt(order, this.now);
    try {
      payOrder(firstTenant(this.world), order, { at: this.now, discount: null, benefits: [] });
      this.paid.set(order.id, (this.paid.get(order.id) ?? 0) + 1);
      expect(was).toBe(6);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect([error.code, was === 6]).toEqual(['CBC.99003106', false]);
    }
  }

  private send(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: Record<string, unknown>): void {
    const { status, code } = ask({ world: this.world, method, path, now: this.now, ...(body ? { body } : {}) });
    expect([200, 204, 400]).toContain(status);
    if (status === 400) expect(code).toMatch(/^CBC\.\d+$/);
  }

  check(): void {
    const { history } = firstTenant(this.world);
    const ids = new Set(history.resources.map((resource) => resource.id));
    const balances = new Map<string, number>();
    for (const order of history.orders) {
      this.checkOrder(order, ids);
      if (order.paidAt === null) continue;
      for (const { resource, official, discount } of itemsOf(order).flatMap((item) => item.charges)) {
        balances.set(resource.id, (balances.get(resource.id) ?? 0) + official - discount);
      }
    }
    // What comes back for a resource is never more than what was paid for it.
    expect([...balances].filter(([, balance]) => balance < 0)).toEqual([]);
  }

  private checkOrder(order: Order, ids: ReadonlySet<string>): void {
    const ranks = order.steps.map((each) => rank[each.status] ?? -1);
    const goesOn = ranks.every((each, at) => at === 0 || each >= (ranks[at - 1] ?? 0));
    const payments = order.steps.filter((each) => each.status === 3).length;
    const status = rank[statusAt(order, this.now)] ?? 0;
    if (!goesOn || payments > 1 || (this.paid.get(order.id) ?? 1) !== 1 || status < (this.seen.get(order.id) ?? 0)) {
      throw new Error(`${order.id} went through ${JSON.stringify(order.steps)}`);
    }
    this.seen.set(order.id, status);
    if (statusAt(order, this.now) !== 5) return;
    for (const { resource } of itemsOf(order).flatMap((item) => item.charges)) {
      if (!ids.has(resource.id)) throw new Error(`${order.id} is completed without its resources`);
    }
  }

  /** The lines of the open month are the orders paid in it. */
  checkBill(): void {
    const cycle = cycleOf(this.now);
    const now = this.now + 3 * HOUR;
    const rows = feeRecords({ world: this.world, now }, { cycle: cycleText(cycle), charge_mode: '1' });
    for (const order of firstTenant(this.world).history.orders) {
      if (order.paidAt === null || cycleOf(order.paidAt) !== cycle || order.paidAt > this.now) continue;
      const sums = sumCharges(itemsOf(order));
      const lines = rows.filter((row) => row.trade_id === order.id);
      if (lines.length > 0) expect(sumUnits(lines, 'amount'), order.id).toBe(sums.official - sums.discount);
    }
  }
}

it('keeps its rules whatever callers do and however time goes on', () => {
  let seed = 30;
  fc.assert(
    fc.property(fc.array(step, { minLength: 15, maxLength: 40 }), (steps) => {
      seed += 1;
      const options = { site: 'cn' as const, seed, accounts: 1, months: 3, lines: 60, hostile: false, now: NOW };
      const driver = new Driver(createWorld(options));
      for (const each of steps) driver.take(each);
      driver.check();
      driver.checkBill();
      driver.world.advanceTo(driver.now + 60 * 24 * HOUR);
      driver.now += 60 * 24 * HOUR;
      driver.check();
    }),
    { numRuns: 6, seed: 20_261_122, endOnFailure: true },
  );
});
