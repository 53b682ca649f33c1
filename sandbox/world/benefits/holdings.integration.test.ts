import { describe, expect, it, vi } from 'vitest';
import { NOW, smallWorld } from '../../testing/fixture';
import { tenantAt } from '../../testing/payable';
import { read, type Row, units } from '../../testing/read';
import { cycleOf, cycleStart, DAY } from '../../wire/times';
import { sumsOf } from '../bills/book';
import { itemsOf, sumCharges } from '../order';
import type { BenefitView } from './benefit';
import { benefitsAt } from './holdings';

// Whole worlds: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const worlds = [smallWorld('intl', 7, { lines: 120 }), smallWorld('cn', 8, { lines: 120 })];
const ways = { cash: 'coupon', product: 'coupon', flexi: 'flexi', card: 'card' } as const;
const COUPONS = '/v2/promotions/benefits/coupons';

describe.each(worlds)('coupons and cards of the $site site', (world) => {
  const views = [0, 1, 2].map((account) => benefitsAt(tenantAt(world, account), NOW));

  it('have as balance what their uses left of the face value', () => {
    for (const view of views.flat().filter(({ benefit }) => benefit.kind !== 'discount')) {
      const spent = view.uses.reduce((sum, use) => sum + use.amount, 0);
      expect(view.benefit.face - view.balance).toBe(spent);
      expect(view.balance).toBeGreaterThanOrEqual(0);
      if (view.status === 3 && view.benefit.version === 2) expect(view.balance).toBe(0);
    }
    expect(new Set(views.flat().map(({ benefit }) => benefit.id)).size).toBe(views.flat().length);
  });

  it('explain every coupon and card amount of orders, order by order', () => {
    for (const [account, held] of views.entries()) {
      const uses = new Map<string, number>();
      for (const { benefit, uses: made } of held) {
        for (const { orderId, amount } of made) {
          if (orderId === null || benefit.kind === 'discount') continue;
          const key = `${orderId} ${ways[benefit.kind]}`;
          uses.set(key, (uses.get(key) ?? 0) + amount);
        }
      }
      const spent = new Map<string, number>();
      for (const order of tenantAt(world, account).history.orders) {
        if (order.paidAt === null || order.paidAt > NOW) continue;
        const sums = sumCharges(itemsOf(order));
        for (const way of ['coupon', 'flexi', 'card'] as const)
          if (sums[way] > 0) spent.set(`${order.id} ${way}`, sums[way]);
      }
      expect(uses).toEqual(spent);
      expect(spent.size).toBeGreaterThan(20);
    }
  });

  it('explain what paid the pay-per-use lines of each month', () => {
    for (const [account, held] of views.entries()) {
      for (const cycle of [cycleOf(NOW), cycleOf(NOW) - 1, cycleOf(NOW) - 7]) {
        const book = tenantAt(world, account).bills.summaryBook(cycle, NOW);
        const billed = { coupon: 0, flexi: 0, card: 0 };
        for (const [index, line] of sumsOf(book).entries()) {
          if (book.sources[index]?.orderId !== null) continue;
          for (const way of ['coupon', 'flexi', 'card'] as const) billed[way] += line[way];
        }
        const spent = { coupon: 0, flexi: 0, card: 0 };
        for (const { benefit, uses } of held) {
          if (benefit.kind === 'discount') continue;
          for (const use of uses) if (use.cycle === cycle) spent[ways[benefit.kind]] += use.amount;
        }
        expect(spent).toEqual(billed);
      }
    }
  });

  it('come in every type, version and state at any time', () => {
    for (const now of [NOW, NOW - 100 * DAY, cycleStart(cycleOf(NOW))]) {
      const held = [0, 1, 2].flatMap((account) => benefitsAt(tenantAt(world, account), now));
      const coupons = held.filter(({ benefit }) => benefit.kind !== 'card');
      const has = (meets: (view: BenefitView) => boolean) => expect(coupons.some(meets)).toBe(true);
      expect(new Set(coupons.map(({ status }) => status))).toEqual(new Set([1, 2, 3, 4, 5]));
      expect(new Set(coupons.map(({ benefit }) => benefit.kind))).toEqual(
        new Set(['cash', 'discount', 'product', 'flexi']),
      );
      expect(new Set(coupons.map(({ benefit }) => benefit.version))).toEqual(new Set([1, 2]));
      expect(held.some(({ benefit }) => benefit.kind === 'card')).toBe(world.site === 'cn');
      has((view) => view.status === 2 && view.frozen);
      has((view) => view.status === 2 && view.lockedBy !== null);
      has((view) => view.status === 2 && view.benefit.expiresAt < now + 30 * DAY);
      has((view) => view.status === 2 && view.balance < view.benefit.face);
    }
  });

  it('are listed while they can be used, and for a year after', () => {
    const query = { status: '4', limit: '100' };
    const rows = read({ world, path: COUPONS, query }).user_coupons as Row[];
    expect(rows.length).toBeGreaterThan(10);
    expect(
      rows.every((row) => String(row.expire_time) >= '2025-11-22' && String(row.expire_time) <= '2026-11-22T04'),
    ).toBe(true);
    const used = read({ world, path: COUPONS, query: { status: '3', limit: '100' } }).user_coupons as Row[];
    for (const row of used.filter(({ order_id }) => order_id !== null)) {
      const found = read({ world, path: COUPONS, query: { order_id: String(row.order_id).toLowerCase() } });
      expect((found.user_coupons as Row[]).map((coupon) => coupon.coupon_id)).toContain(row.coupon_id);
      const order = read({ world, path: '/v2/orders/customer-orders', query: { order_id: String(row.order_id) } });
      const info = (order.order_infos as Row[])[0]?.amount_info as Row;
      expect(units(info.coupon_amount) + units(info.flexipurchase_coupon_amount)).toBeGreaterThan(0);
    }
  });

  // The international site has no statements of coupons.
  if (world.site === 'cn') {
    it('have statements that run to the balance of each coupon', () => {
      const path = '/v2/promotions/benefits/account-change-records';
      const coupons = (views[0] ?? []).filter(({ benefit, status, uses }) => {
        const isMoney = benefit.kind !== 'discount' && benefit.kind !== 'card';
        return isMoney && status === 2 && uses.length > 0 && benefit.activeAt > NOW - 300 * DAY;
      });
      expect(coupons.length).toBeGreaterThan(2);
      for (const { benefit, balance } of coupons) {
        const query = { balance_type: 'BALANCE_TYPE_COUPON', coupon_id: benefit.id, limit: '100' };
        const records = read({ world, path, query }).records as Row[];
        expect(records.reduce((sum, record) => sum + units(record.change_amount), 0)).toBe(balance);
        expect(units(records[0]?.balance_after_change)).toBe(balance);
      }
    });
  }
});
