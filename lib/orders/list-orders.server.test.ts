import { describe, expect, test } from 'vitest';
import type { Order as UpstreamOrder } from '@/lib/bss/operations/list-orders';
import { decimal } from '@/lib/money';
import { contextOf, filters, outage, upstreamOrder } from './hand-made-orders.test-data.server';
import { listOrders } from './list-orders.server';
import { sumOrders } from './order-totals.server';

const instant = (minute: number) => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString().replace('.000', '');
/** Orders `prefix-0` …, one each `step` minutes. */
const many = (prefix: string, count: number, step = 1): UpstreamOrder[] =>
  Array.from({ length: count }, (_, index) =>
    upstreamOrder(`${prefix}-${index}`, { create_time: instant(index * step) }),
  );
const ids = ({ items }: { items: { orderId: string }[] }) => items.map(({ orderId }) => orderId);

describe('pages', () => {
  test('accounts are merged by time, and the pages together hold each order once', async () => {
    const { ctx } = contextOf({ a: { orders: many('A', 130, 2) }, b: { orders: many('B', 90, 3) } });
    const seen: string[] = [];
    for (let page = 1; page <= 5; page += 1) seen.push(...ids(await listOrders(ctx, filters({ page, pageSize: 50 }))));
    const times = [...many('A', 130, 2), ...many('B', 90, 3)].sort((a, b) =>
      (a.create_time ?? '') < (b.create_time ?? '') ? 1 : -1,
    );
    expect(new Set(seen).size).toBe(220);
    expect(seen.slice(0, 3)).toEqual(times.slice(0, 3).map(({ order_id }) => order_id));
  });

  test('orders of the same second are neither lost nor doubled between pages', async () => {
    const batch = (prefix: string) => many(prefix, 25, 0).reverse();
    const { ctx } = contextOf({ a: { orders: batch('A') }, b: { orders: batch('B') } });
    const first = await listOrders(ctx, filters({ pageSize: 20 }));
    const second = await listOrders(ctx, filters({ pageSize: 20, page: 2 }));
    const third = await listOrders(ctx, filters({ pageSize: 20, page: 3 }));
    expect(new Set([first, second, third].flatMap(ids)).size).toBe(50);
  });

  test('a single account is asked for exactly the page', async () => {
    const { ctx, asked } = contextOf({ a: { orders: many('A', 300) }, b: {} });
    await listOrders(ctx, filters({ account: 'a', page: 2, pageSize: 120 }));
    const pages = asked
      .filter(({ limit }) => limit !== 1)
      .map(({ account, offset, limit }) => ({ account, offset, limit }));
    expect(pages).toEqual([
      { account: 'a', offset: 120, limit: 100 },
      { account: 'a', offset: 220, limit: 20 },
    ]);
  });

  test('behind the last order there is nothing, and the total stays', async () => {
    const { ctx } = contextOf({ a: { orders: many('A', 3) } });
    expect(await listOrders(ctx, filters({ page: 9 }))).toMatchObject({ items: [], total: 3 });
  });

  test('oldest first is the order of the upstream too', async () => {
    const { ctx, asked } = contextOf({ a: { orders: many('A', 30) }, b: { orders: many('B', 30) } });
    const list = await listOrders(ctx, filters({ sort: 'createTime', pageSize: 2 }));
    expect(ids(list)).toEqual(['A-0', 'B-0']);
    expect(list.readWhole).toBe(false);
    expect(asked.some(({ order_by }) => order_by === 'createTime')).toBe(true);
  });
});

describe('filters and counts', () => {
  const orders = [
    upstreamOrder('W1', { status: 1 }),
    upstreamOrder('W2', { status: 6, order_type: 2 }),
    upstreamOrder('D1', { status: 5, create_time: '2026-10-31T23:59:59Z' }),
    upstreamOrder('R1', { status: 2 }),
  ];

  test('each tab counts under the other filters; all includes statuses without a tab', async () => {
    const { ctx } = contextOf({ a: { orders }, b: { orders: [upstreamOrder('B1', { status: 1 })] } });
    const { counts, total } = await listOrders(ctx, filters({ status: '1' }));
    expect({ counts, total }).toEqual({ counts: { all: 5, waiting: 3, 1: 2, 6: 1, 9: 0, 3: 0, 5: 1, 4: 0 }, total: 2 });
    expect((await listOrders(ctx, filters({ type: '2' }))).counts).toMatchObject({ all: 1, 1: 0, 6: 1 });
  });

  test('a month is UTC from its first to its last second', async () => {
    const { ctx, asked } = contextOf({ a: { orders } });
    expect(ids(await listOrders(ctx, filters({ from: '2026-10', to: '2026-10' })))).toEqual(['D1']);
    expect(asked[0]).toMatchObject({
      create_time_begin: '2026-10-01T00:00:00Z',
      create_time_end: '2026-10-31T23:59:59Z',
    });
  });

  test('without a period no time is sent', async () => {
    const { ctx, asked } = contextOf({ a: { orders } });
    await listOrders(ctx, filters());
    for (const question of asked) expect(question).not.toHaveProperty('create_time_begin');
  });
});

describe('what waits for someone', () => {
  const statuses = [1, 6, 9, 5, 3] as const;
  const mixed = (prefix: string, count: number, step: number) =>
    many(prefix, count, step).map((order, index) => ({ ...order, status: statuses[index % statuses.length] ?? 5 }));
  const accounts = { a: { orders: mixed('A', 100, 2) }, b: { orders: mixed('B', 50, 3) } };
  const waiting = [...mixed('A', 100, 2), ...mixed('B', 50, 3)]
    .filter(({ status }) => status === 1 || status === 6 || status === 9)
    .map(({ order_id }) => order_id);

  test('three lists of each account are one by time, page by page, each order once', async () => {
    const { ctx } = contextOf(accounts);
    const pages = await Promise.all(
      [1, 2, 3].map((page) => listOrders(ctx, filters({ status: 'waiting', page, pageSize: 30 }))),
    );
    const items = pages.flatMap((list) => list.items);
    expect(items.map(({ orderId }) => orderId).sort()).toEqual([...waiting].sort());
    const times = items.map(({ createTime }) => createTime ?? '');
    expect(times).toEqual([...times].sort().reverse());
    expect(pages[0]).toMatchObject({ total: 90, readWhole: false });
  });

  test('a single account is paged as well', async () => {
    const { ctx } = contextOf(accounts);
    const first = await listOrders(ctx, filters({ account: 'a', status: 'waiting', pageSize: 40 }));
    const second = await listOrders(ctx, filters({ account: 'a', status: 'waiting', pageSize: 40, page: 2 }));
    expect([first.total, first.items.length, second.items.length]).toEqual([60, 40, 20]);
    expect(new Set([first, second].flatMap(ids)).size).toBe(60);
  });

  test('its count is the sum of the three, and theirs stay, without asking for them twice', async () => {
    const { ctx, asked } = contextOf({ a: accounts.a });
    const { counts } = await listOrders(ctx, filters({ status: 'waiting' }));
    expect(counts).toEqual({ all: 100, waiting: 60, 1: 20, 6: 20, 9: 20, 5: 20, 3: 20, 4: 0 });
    expect(asked.map(({ status }) => status ?? 'all').sort()).toEqual([1, 3, 4, 5, 6, 9, 'all']);
  });

  test('searched or sorted by amount, it is cut from the whole view, which counts alike', async () => {
    const { ctx } = contextOf(accounts);
    const list = await listOrders(ctx, filters({ status: 'waiting', sort: '-amountAfterDiscount', pageSize: 200 }));
    expect(ids(list).sort()).toEqual([...waiting].sort());
    expect(list).toMatchObject({ total: 90, counts: { waiting: 90, all: 150 } });
  });

  test('an order ID that waits for nobody is not in it', async () => {
    const done = upstreamOrder('CS2611200830K7QZP', { status: 5 });
    const { ctx } = contextOf({ a: { orders: [done] } });
    expect(ids(await listOrders(ctx, filters({ status: 'waiting', q: done.order_id })))).toEqual([]);
    expect(await sumOrders(ctx, filters({ status: 'waiting', q: done.order_id }))).toMatchObject({ count: 0 });
  });
});

describe('what the upstream cannot do', () => {
  const orders = [
    upstreamOrder('CS2611200830K7QZP', { amount_after_discount: decimal('10.5'), status: 1 }),
    upstreamOrder('CS2611210830AAAAA', {
      amount_after_discount: decimal('9'),
      service_type_name: 'Object Storage (OBS)',
    }),
    upstreamOrder('CS2611220830BBBBB', {
      amount_after_discount: decimal('100.00000001'),
      enterprise_projects: [{ id: 'p', name: 'Vision.*' }],
    }),
  ];

  test.each([
    ['object storage (', ['CS2611210830AAAAA']],
    ['vision.*', ['CS2611220830BBBBB']],
    ['.*', ['CS2611220830BBBBB']],
    ['cs26112008', ['CS2611200830K7QZP']],
    ['ACCOUNT A', ['CS2611200830K7QZP', 'CS2611210830AAAAA', 'CS2611220830BBBBB']],
  ])('searching %j reads the whole view and says so', async (q, found) => {
    const { ctx } = contextOf({ a: { orders } });
    const list = await listOrders(ctx, filters({ q }));
    expect(ids(list).sort()).toEqual(found);
    expect(list).toMatchObject({ readWhole: true, total: found.length, counts: { all: found.length } });
  });

  test('the exact ID of an order takes one call of each account', async () => {
    const { ctx, asked } = contextOf({ a: { orders }, b: { orders: many('B', 500) } });
    const list = await listOrders(ctx, filters({ q: 'cs2611200830k7qzp' }));
    expect(ids(list)).toEqual(['CS2611200830K7QZP']);
    expect(list).toMatchObject({ readWhole: false, total: 1, counts: { all: 1, 1: 1, 5: 0 } });
    expect(asked).toHaveLength(2);
  });

  test('by amount, within each currency, with unknown amounts last', async () => {
    const { ctx } = contextOf({
      a: { orders: [...orders, upstreamOrder('NONE', { amount_after_discount: null })] },
      b: { currency: 'CNY', orders: [upstreamOrder('CNY', { currency: 'CNY', amount_after_discount: decimal('50') })] },
    });
    const down = await listOrders(ctx, filters({ sort: '-amountAfterDiscount' }));
    expect(ids(down)).toEqual(['CNY', 'CS2611220830BBBBB', 'CS2611200830K7QZP', 'CS2611210830AAAAA', 'NONE']);
    const up = await listOrders(ctx, filters({ sort: 'amountAfterDiscount' }));
    expect(ids(up)).toEqual(['CNY', 'CS2611210830AAAAA', 'CS2611200830K7QZP', 'CS2611220830BBBBB', 'NONE']);
  });

  test('a period over a year is read in windows of at most a year that share no instant', async () => {
    const old = many('OLD', 3).map((order, index) => ({ ...order, create_time: `${2024 + index}-06-01T00:00:00Z` }));
    const { ctx, asked } = contextOf({ a: { orders: old } });
    const list = await listOrders(ctx, filters({ from: '2024-01', to: '2026-12-31' }));
    expect(ids(list)).toEqual(['OLD-2', 'OLD-1', 'OLD-0']);
    const spans = asked.map(({ create_time_begin: begin, create_time_end: end }) => [
      Date.parse(begin ?? ''),
      Date.parse(end ?? ''),
    ]);
    expect(spans.length).toBeGreaterThan(2);
    for (const [begin = 0, end = 0] of spans) expect(end - begin).toBeLessThanOrEqual(365 * 86_400_000);
  });
});

describe('an account that cannot be read', () => {
  test('is named, and the others are listed and counted', async () => {
    const { ctx } = contextOf({ a: { orders: many('A', 2) }, b: { down: outage() } });
    const list = await listOrders(ctx, filters());
    expect(list).toMatchObject({ total: 2, counts: { all: 2, 5: 2, 1: 0 } });
    expect(list.missing).toMatchObject([{ domainId: 'b', code: 'upstream_unavailable' }]);
  });

  test('outside the scope it is not found', async () => {
    const { ctx } = contextOf({ a: {} });
    await expect(listOrders(ctx, filters({ account: 'b' }))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('leaves the last answer on screen, with its age', async () => {
    const account = { orders: many('A', 2), down: undefined as ReturnType<typeof outage> | undefined };
    const { ctx, later } = contextOf({ a: account });
    const before = await listOrders(ctx, filters());
    account.down = outage();
    later('2026-11-22T06:00:00Z');
    const after = await listOrders(ctx, filters());
    expect(after).toMatchObject({ stale: true, asOf: before.asOf, counts: before.counts, items: before.items });
  });
});
