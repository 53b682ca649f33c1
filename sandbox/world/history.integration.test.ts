import { describe, expect, it, vi } from 'vitest';
import { smallWorld } from '../testing/fixture';
import { feeRecords, orders, read, resources, type Row, sumUnits, units } from '../testing/read';
import { DAY } from '../wire/times';
import { NOW } from '../testing/fixture';

// Whole worlds and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const worlds = [
  { name: 'intl, seed 7', world: smallWorld('intl', 7) },
  { name: 'cn, seed 8', world: smallWorld('cn', 8) },
  { name: 'eu, seed 9', world: smallWorld('eu', 9) },
];
const detail = (of: { world: (typeof worlds)[number]['world']; account?: number }, id: unknown): Row =>
  read({ ...of, path: `/v2/orders/customer-orders/details/${id}`, query: { limit: '100' } });

describe.each(worlds)('orders and resources of $name', ({ world }) => {
  it.each([0, 1, 2])('account %i always has orders in each of the six states, of many kinds', (account) => {
    for (const now of [NOW, NOW + 9 * DAY, NOW - 100 * DAY]) {
      const all = orders({ world, account, now });
      expect([...new Set(all.map((order) => order.status))].sort()).toEqual([1, 3, 4, 5, 6, 9]);
      expect(new Set(all.map((order) => order.order_id)).size).toBe(all.length);
      expect(all.every((order) => String(order.create_time) <= new Date(now).toISOString())).toBe(true);
    }
  });

  it('has every order type, expiry policy and resource status somewhere', () => {
    const all = [0, 1, 2].flatMap((account) => orders({ world, account }));
    expect([...new Set(all.map((order) => Number(order.order_type)))].sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 10, 11, 13, 14, 15,
    ]);
    const owned = [0, 1, 2].flatMap((account) => resources({ world, account }));
    expect([...new Set(owned.map((resource) => resource.expire_policy))].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...new Set(owned.map((resource) => resource.status))].sort()).toEqual([2, 3, 4, 5]);
    const soon = new Date(NOW + 30 * DAY).toISOString();
    expect(
      owned.filter((resource) => resource.status === 2 && String(resource.expire_time) < soon).length,
    ).toBeGreaterThan(3);
    const byId = new Map(owned.map((resource) => [resource.resource_id, resource]));
    expect(byId.size).toBe(owned.length);
    const apart = owned.filter((resource) => {
      const parent = byId.get(resource.parent_resource_id);
      return parent && resource.status === 2 && parent.expire_time !== resource.expire_time;
    });
    expect(apart.length).toBeGreaterThan(0);
  });

  it('details, line items and children say the same amounts as the list', () => {
    for (const order of orders({ world }).slice(0, 250)) {
      const { order_info: info, order_line_items: items } = detail({ world }, order.order_id) as Record<
        string,
        Row & Row[]
      >;
      if (!info || !items) throw new Error('no details');
      for (const member of ['amount_after_discount', 'official_amount', 'status', 'create_time', 'payment_time']) {
        expect(info[member]).toEqual(order[member]);
      }
      expect(sumUnits(items, 'amount_after_discount')).toBe(units(order.amount_after_discount));
      expect(sumUnits(items, 'official_amount')).toBe(units(order.official_amount));
      const discounts = (order.amount_info as { discounts: Row[] }).discounts;
      expect(units(order.official_amount) - sumUnits(discounts, 'discount_amount')).toBe(
        units(order.amount_after_discount),
      );
      const children = order.sub_order_infos as Row[] | null;
      if (children) expect(sumUnits(children, 'official_amount')).toBe(units(order.official_amount));
      if (order.status !== 6) expect(info.pending_payment_end_time).toBeNull();
    }
  });

  it('an order is on the bill of the month it was paid in, with its own amounts', () => {
    const window = { payment_time_begin: '2026-09-30T16:00:00Z', payment_time_end: '2026-10-31T15:59:59Z' };
    const bill = feeRecords({ world }, { cycle: '2026-10', charge_mode: '1' }).filter((row) => row.order_id !== null);
    const paid = orders({ world }, window);
    expect(paid.length).toBeGreaterThan(5);
    expect(new Set(bill.map((row) => row.order_id))).toEqual(new Set(paid.map((order) => order.order_id)));
    for (const order of paid) {
      const rows = bill.filter((row) => row.order_id === order.order_id);
      const info = order.amount_info as Row;
      expect(sumUnits(rows, 'amount')).toBe(units(order.amount_after_discount));
      expect(sumUnits(rows, 'official_amount')).toBe(units(order.official_amount));
      expect(sumUnits(rows, 'coupon_amount')).toBe(units(info.coupon_amount));
      expect(sumUnits(rows, 'stored_card_amount')).toBe(units(info.stored_card_amount));
      expect(rows.every((row) => row.trade_id === order.order_id)).toBe(true);
      const children = (order.sub_order_infos as Row[] | null)?.map((child) => child.order_id) ?? [null];
      expect(new Set(rows.map((row) => row.relative_order_id))).toEqual(new Set(children));
    }
  });

  it('finds the resources of a completed order, with the ones on its bill', () => {
    const done = orders({ world }, { status: '5', order_type: '1', create_time_begin: '2026-06-01T00:00:00Z' });
    for (const order of done.slice(0, 30)) {
      const found = resources({ world }, { order_id: String(order.order_id).toLowerCase() });
      const items = detail({ world }, order.order_id).order_line_items as Row[];
      expect(found).toHaveLength(items.reduce((sum, item) => sum + Number(item.subscription_num), 0));
      const cycle = new Date(Date.parse(String(order.payment_time)) + 8 * 3_600_000).toISOString().slice(0, 7);
      const billed = feeRecords({ world }, { cycle, trade_id: String(order.order_id) });
      expect(new Set(found.map((resource) => resource.resource_id))).toEqual(
        new Set(billed.map((row) => row.resource_id)),
      );
    }
  });

  it('refund records of an unsubscription add up to the order', () => {
    const refunds = orders({ world }, { order_type: '4' });
    expect(refunds.length).toBeGreaterThan(5);
    for (const order of refunds) {
      const query = { order_id: String(order.order_id) };
      const records = read({ world, path: '/v2/orders/customer-orders/refund-orders', query }).refund_infos as Row[];
      expect(sumUnits(records, 'amount')).toBe(units(order.amount_after_discount));
      expect(order.official_amount).toBe(order.amount_after_discount);
    }
  });

  it('an attached resource is found through its primary, or alone', () => {
    const attached = resources({ world, account: 1 }).find((resource) => resource.is_main_resource === 0);
    const primary = String(attached?.parent_resource_id);
    const family = resources({ world, account: 1 }, { resource_ids: [primary] });
    expect(family.map((resource) => resource.resource_id)).toContain(attached?.resource_id);
    expect(resources({ world, account: 1 }, { resource_ids: [primary], only_main_resource: 1 })).toHaveLength(1);
    const alone = resources({ world, account: 1 }, { resource_ids: [attached?.resource_id], only_main_resource: 1 });
    expect(alone.map((resource) => resource.resource_id)).toEqual([attached?.resource_id]);
  });
});

it('the same seed and time give the same world, another seed another', () => {
  const ids = (world: (typeof worlds)[number]['world']) => [
    world.accounts.map((a) => a.ak),
    orders({ world }).slice(0, 50),
  ];
  expect(ids(smallWorld('intl', 7))).toEqual(ids(smallWorld('intl', 7)));
  expect(ids(smallWorld('intl', 7))).not.toEqual(ids(smallWorld('intl', 8)));
});

it('a hostile world puts formulas, markup and odd characters into names and tags', () => {
  const world = smallWorld('intl', 7, { hostile: true });
  const text = JSON.stringify([feeRecords({ world }, { cycle: '2026-10' }), resources({ world })]);
  for (const payload of ['=HYPERLINK', '<script>', '\u202E', '\u{20BB7}']) expect(text).toContain(payload);
});
