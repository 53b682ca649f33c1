import { describe, expect, test } from 'vitest';
import { csvStream } from '@/lib/http/csv-stream';
import { decimal } from '@/lib/money';
import { orderColumns } from './columns';
import { exportOrders, type OrderFileWords } from './export-orders.server';
import type { OrderFilters } from './filters';
import { contextOf, filters, type HandMadeAccount, outage, upstreamOrder } from './hand-made-orders.test-data.server';
import { listOrders } from './list-orders.server';
import { sumOrders } from './order-totals.server';

const accounts: Record<string, HandMadeAccount> = {
  a: {
    orders: [
      upstreamOrder('A1', { status: 5, amount_after_discount: decimal('0.1'), create_time: '2026-11-01T00:00:00Z' }),
      upstreamOrder('A2', { status: 4, amount_after_discount: decimal('0.2'), create_time: '2026-11-03T00:00:00Z' }),
      upstreamOrder('A3', { status: 5, amount_after_discount: null, official_amount: null }),
      upstreamOrder('A4', { status: 5, order_type: 4, amount_after_discount: decimal('-349.92000001') }),
    ],
  },
  b: {
    currency: 'CNY',
    orders: [upstreamOrder('B1', { currency: null, amount_after_discount: decimal('7'), service_type_name: '=cmd()' })],
  },
};

const words: OrderFileWords = {
  title: (column) => column,
  status: (code) => `status ${code}`,
  orderType: (code) => `type ${code}`,
};

async function fileOf(given: typeof accounts, change: Partial<OrderFilters> = {}) {
  const { ctx } = contextOf(given);
  const download = await exportOrders(ctx, filters(change), words);
  const text = await new Response(await csvStream(download, { bom: false })).text();
  return {
    name: download.name,
    lines: text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(',')),
  };
}

const cell = (line: string[] | undefined, column: (typeof orderColumns)[number]) =>
  line?.[orderColumns.indexOf(column)];

describe('the file of a view', () => {
  test.each<Partial<OrderFilters>>([
    {},
    { status: '5' },
    { status: 'waiting' },
    { q: 'account b' },
    { sort: 'amountAfterDiscount' },
  ])('has the rows of the list under %j, in its order', async (change) => {
    const { ctx } = contextOf(accounts);
    const list = await listOrders(ctx, filters({ ...change, pageSize: 200 }));
    const { lines } = await fileOf(accounts, change);
    expect(lines.slice(1).map((line) => cell(line, 'orderId'))).toEqual(list.items.map(({ orderId }) => orderId));
  });

  test('holds exact amounts with their currency and words for codes', async () => {
    const { name, lines } = await fileOf(accounts, { account: 'a', type: '4' });
    expect(name).toBe('orders-2026-11-22T0400Z');
    expect(lines[0]).toEqual([...orderColumns]);
    expect(cell(lines[1], 'amountAfterDiscount')).toBe('-349.92000001');
    expect(cell(lines[1], 'currency')).toBe('USD');
    expect(cell(lines[1], 'orderTypeName')).toBe('type 4');
    expect(cell(lines[1], 'accountId')).toBe('a');
  });

  test('starts no formula in a spreadsheet', async () => {
    const { lines } = await fileOf(accounts, { account: 'b' });
    expect(cell(lines[1], 'serviceTypeName')).toBe(`"'=cmd()"`);
  });

  test('is not made while an account cannot be read', async () => {
    const { ctx } = contextOf({ ...accounts, c: { down: outage() } });
    await expect(exportOrders(ctx, filters(), words)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('is not made for an account outside the scope', async () => {
    await expect(fileOf(accounts, { account: 'c' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('totals', () => {
  test('sum every order of the view exactly, each currency for itself', async () => {
    const { ctx } = contextOf(accounts);
    expect(await sumOrders(ctx, filters({ pageSize: 1 }))).toMatchObject({
      count: 5,
      totals: [
        { currency: 'CNY', officialAmount: '100.00000000', amountAfterDiscount: '7.00000000' },
        { currency: 'USD', officialAmount: '300.00000000', amountAfterDiscount: '-349.62000001' },
      ],
    });
  });

  test('cover the same orders as the list', async () => {
    const { ctx } = contextOf(accounts);
    const view = filters({ status: '5', account: 'a' });
    expect((await sumOrders(ctx, view)).count).toBe((await listOrders(ctx, view)).total);
  });

  test('name an account that is missing', async () => {
    const { ctx } = contextOf({ ...accounts, c: { down: outage() } });
    expect((await sumOrders(ctx, filters())).missing).toMatchObject([{ domainId: 'c' }]);
  });
});
