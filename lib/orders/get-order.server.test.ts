import { describe, expect, test } from 'vitest';
import { decimal } from '@/lib/money';
import { getOrder } from './get-order.server';
import { contextOf, outage, refusal, upstreamLine, upstreamOrder } from './hand-made-orders.test-data.server';

const refund = (amount: string) => ({
  id: 'r',
  amount: decimal(amount),
  measure_id: 1,
  customer_id: null,
  resource_type_code: 'hws.resource.type.vm',
  service_type_code: 'hws.service.type.ec2',
  resource_type_name: 'VM',
  service_type_name: 'Elastic Cloud Server',
  region_code: 'ap-southeast-3',
  base_order_id: 'CS1',
});

describe('whose order it is', () => {
  const accounts = {
    a: { orders: [upstreamOrder('CSA', { customer_id: 'a' })] },
    b: { orders: [upstreamOrder('CSB', { customer_id: 'b' })] },
  };

  test('it is found in whichever account has it', async () => {
    const { ctx } = contextOf(accounts);
    expect((await getOrder(ctx, 'CSB')).account).toEqual({ domainId: 'b', name: 'Account b' });
  });

  test('one that exists nowhere and one of an account outside the scope answer alike', async () => {
    const { ctx } = contextOf({ a: accounts.a });
    const missing = await getOrder(ctx, 'CSNONE').catch((error: unknown) => error);
    const foreign = await getOrder(ctx, 'CSB').catch((error: unknown) => error);
    expect(missing).toMatchObject({ code: 'not_found' });
    expect(foreign).toEqual(missing);
  });

  test('an account that is named is asked alone, and one outside the scope is not found', async () => {
    const { ctx, asked } = contextOf(accounts);
    expect((await getOrder(ctx, 'CSB', 'b')).orderId).toBe('CSB');
    expect(new Set(asked.map(({ account }) => account))).toEqual(new Set(['b']));
    await expect(getOrder(ctx, 'CSB', 'a')).rejects.toMatchObject({ code: 'not_found' });
    await expect(getOrder(ctx, 'CSB', 'c')).rejects.toMatchObject({ code: 'not_found', field: 'account' });
  });

  test('a master account does not open the orders of its members', async () => {
    const ofMember = upstreamOrder('CSB', { customer_id: 'b' });
    const { ctx } = contextOf({ a: { ...accounts.a, foreign: [ofMember] } });
    await expect(getOrder(ctx, 'CSB')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an order that master and member both can show belongs to the member', async () => {
    const ofMember = upstreamOrder('CSB', { customer_id: 'b' });
    const { ctx } = contextOf({ a: { foreign: [ofMember] }, b: { orders: [ofMember] } });
    expect((await getOrder(ctx, 'CSB')).account.domainId).toBe('b');
  });

  test.each(['../secret', 'CS 1', '', 'x'.repeat(65), 'CS%2F1'])('%j is not even asked for', async (id) => {
    const { ctx } = contextOf({ a: { down: outage() } });
    await expect(getOrder(ctx, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('while an account that may have it is down, it is not called missing', async () => {
    const { ctx } = contextOf({ a: accounts.a, b: { down: outage() } });
    await expect(getOrder(ctx, 'CSNONE')).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect((await getOrder(ctx, 'CSA')).orderId).toBe('CSA');
  });
});

describe('what is known of it', () => {
  test('all line items are read, page by page', async () => {
    const items = Array.from({ length: 230 }, (_, index) => upstreamLine(index));
    const { ctx } = contextOf({ a: { orders: [upstreamOrder('CS1')], lines: { CS1: items } } });
    const { lineItems } = await getOrder(ctx, 'CS1');
    expect(lineItems.map((item) => item.orderLineItemId)).toEqual(items.map((item) => item.order_line_item_id));
  });

  test('cash is what is left after coupons and cards, exactly', async () => {
    const info = upstreamOrder('x').amount_info;
    const amount_info = info && {
      ...info,
      flexipurchase_coupon_amount: decimal('0.1'),
      coupon_amount: decimal('0.2'),
      stored_card_amount: decimal('30'),
    };
    const order = upstreamOrder('CS1', { amount_after_discount: decimal('90.30000001'), amount_info });
    const { ctx } = contextOf({ a: { orders: [order] } });
    expect((await getOrder(ctx, 'CS1')).cashAmount).toEqual({ amount: '60.00000001', currency: 'USD' });
  });

  test('the projects come from the list, an empty currency from the account', async () => {
    const order = upstreamOrder('CS1', { currency: null, enterprise_projects: [{ id: 'p', name: 'vision' }] });
    const { ctx } = contextOf({ a: { currency: 'CNY', orders: [order] } });
    const detail = await getOrder(ctx, 'CS1');
    expect(detail.enterpriseProjects).toEqual([{ id: 'p', name: 'vision' }]);
    expect(detail.officialAmount).toEqual({ amount: '100.00000000', currency: 'CNY' });
  });

  test('refunds of an unsubscription keep their sign', async () => {
    const order = upstreamOrder('CS1', { order_type: 4 });
    const { ctx } = contextOf({ a: { orders: [order], refunds: [refund('-40.5'), refund('3')] } });
    expect((await getOrder(ctx, 'CS1')).refunds?.map(({ amount }) => amount?.amount)).toEqual([
      '-40.50000000',
      '3.00000000',
    ]);
  });

  test('an upgrade has no refunds; they are not unread', async () => {
    const order = upstreamOrder('CS1', { order_type: 3 });
    const { ctx } = contextOf({ a: { orders: [order], refunds: refusal('CBC.99005026') } });
    expect(await getOrder(ctx, 'CS1')).toMatchObject({ refunds: [], unread: [] });
  });

  test('a part that fails is null and named, and the rest is shown', async () => {
    const order = upstreamOrder('CS1', { order_type: 4 });
    const { ctx } = contextOf({ a: { orders: [order], resources: outage(), refunds: outage() } });
    expect(await getOrder(ctx, 'CS1')).toMatchObject({
      resources: null,
      refunds: null,
      unread: ['resources', 'refunds'],
      officialAmount: { amount: '100.00000000', currency: 'USD' },
    });
  });

  test('with the upstream down the last answer is shown with its age', async () => {
    const account = { orders: [upstreamOrder('CS1')], down: undefined as ReturnType<typeof outage> | undefined };
    const { ctx, later } = contextOf({ a: account });
    const before = await getOrder(ctx, 'CS1');
    account.down = outage();
    later('2026-11-22T05:00:00Z');
    expect(await getOrder(ctx, 'CS1')).toMatchObject({ stale: true, asOf: before.asOf, orderId: 'CS1' });
  });
});
