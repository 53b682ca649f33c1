import { describe, expect, it, vi } from 'vitest';
import { ask, NOW } from '../testing/fixture';
import { firstTenant, freePrimaries } from '../testing/owned';
import { resources, type Row } from '../testing/read';
import { DAY, dayOf, dayStart, HOUR } from '../wire/times';
import type { Order } from './order';
import { createWorld, type World } from './world';

// Whole worlds: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const newWorld = (): World =>
  createWorld({ site: 'intl', seed: 21, accounts: 1, months: 36, lines: 300, hostile: false, now: NOW });
const query = (path: string, world: World, body: Row) => ask({ world, path, body });

describe('automatic renewal', () => {
  const first = (world: World) => {
    const found = freePrimaries(world).find((view) => view.to > NOW + 20 * DAY && view.to < NOW + 120 * DAY);
    if (!found) throw new Error('no resource expires in that time');
    return found;
  };
  const renewals = (world: World, id: string, now: number): Order[] => {
    world.advanceTo(now);
    return firstTenant(world).history.orders.filter(
      (order) =>
        order.source === 8 &&
        order.createdAt > NOW &&
        order.items.some((item) => item.charges.some((charge) => charge.resource.id === id)),
    );
  };
  const turnOn = (world: World, id: string) =>
    ask({
      world,
      method: 'POST',
      path: `/v2/orders/subscriptions/resources/autorenew/${id}`,
      body: { auto_renew_times: 1 },
    });
  const configure = (world: World, config_name: string, config_value: string) =>
    query('/v2/orders/subscriptions/resources/renew/config', world, { config_name, config_value });

  it('happens once, after 03:00 GMT+08:00 of the seventh day before expiry', () => {
    const world = newWorld();
    const view = first(world);
    expect(turnOn(world, view.resource.id)).toMatchObject({ status: 204, text: '' });
    const due = dayStart(dayOf(view.to) - 7) + 3 * HOUR;
    expect(renewals(world, view.resource.id, due - 1)).toEqual([]);
    const done = renewals(world, view.resource.id, view.to + 300 * DAY);
    expect(done).toHaveLength(1);
    expect((done[0]?.createdAt ?? 0) - due).toBeGreaterThanOrEqual(0);
    expect((done[0]?.createdAt ?? 0) - due).toBeLessThan(HOUR);
    expect(done[0]?.billType).toBe(8);
  });

  it('waits for the day the account has set, and ends on the day of the month it has set', () => {
    const world = newWorld();
    const view = first(world);
    turnOn(world, view.resource.id);
    configure(world, 'DEDUCTION_DATE', '3');
    configure(world, 'EXPIRE_DATE', '28');
    expect(renewals(world, view.resource.id, dayStart(dayOf(view.to) - 3))).toEqual([]);
    const [order] = renewals(world, view.resource.id, view.to);
    expect(dayOf(order?.createdAt ?? 0)).toBe(dayOf(view.to) - 3);
    const [row] = resources({ world, now: view.to }, { resource_ids: [view.resource.id] });
    expect(String(row?.expire_time)).toMatch(/-28T15:59:59Z$/);
  });
});
