import { expect, it, vi } from 'vitest';
import { smallWorld } from '../../testing/fixture';
import { orders } from '../../testing/read';

// Whole worlds: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

it('only unsubscriptions tell what was consumed and what the handling cost', () => {
  const world = smallWorld('intl', 7, { lines: 60 });
  const told = new Map<unknown, Set<boolean>>();
  for (const order of orders({ world })) {
    const { commission_amount, consumed_amount } = order.amount_info as Record<string, unknown>;
    const both = [commission_amount, consumed_amount].map((value) => value !== null);
    told.set(order.order_type, new Set([...(told.get(order.order_type) ?? []), ...both]));
  }
  expect(told.get(4)).toEqual(new Set([true]));
  for (const type of [1, 2, 3, 10]) expect([type, told.get(type)]).toEqual([type, new Set([false])]);
});
