import { describe, expect, it, vi } from 'vitest';
import { NOW, smallWorld } from '../../testing/fixture';
import { cycleOf, DAY, HOUR } from '../../wire/times';
import { sumsOf } from '../book';
import { closeOf } from '../standpoint';
import type { Tenant, World } from '../world';
import { fundsAt, recordsBetween } from './funds';
import { movementsOf } from './movements';
import { fundMonthOf, fundsPolicy, monthStart, shortFrom } from './policy';
import { settlementsOf } from './settlements';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const worlds = [smallWorld('intl', 7, { lines: 300 }), smallWorld('cn', 8, { lines: 300 })];
const tenantsOf = (world: World): Tenant[] => [...world.tenants.values()];
const cycle = cycleOf(NOW);

/** What a bill says, as it is summed up at an instant. */
function billed(tenant: Tenant, of: number, now: number) {
  const book = tenant.bills.summaryBook(of, now);
  const sum = { cash: 0, credit: 0, debt: 0, coupon: 0, flexi: 0, card: 0 };
  for (const [index, line] of sumsOf(book).entries()) {
    if (book.sources[index]?.orderId !== null) continue;
    for (const way of ['cash', 'credit', 'debt', 'coupon', 'flexi', 'card'] as const) sum[way] += line[way];
  }
  return sum;
}

describe.each(worlds)('funds on the $site site', (world) => {
  it('settle exactly what the bill of the month says on every day, until it is closed', () => {
    for (const tenant of tenantsOf(world)) {
      for (const [of, now] of [
        [cycle, NOW],
        [cycle, NOW + 5 * DAY + 7 * HOUR],
        [cycle - 1, closeOf(cycle - 1) - HOUR],
        [cycle - 1, closeOf(cycle - 1)],
        [cycle - 5, NOW],
      ] as const) {
        const sum = { cash: 0, credit: 0, debt: 0, coupon: 0, flexi: 0, card: 0 };
        for (const { taken } of settlementsOf(tenant.bills, of, now)) {
          for (const way of ['cash', 'credit', 'debt', 'coupon', 'flexi', 'card'] as const) sum[way] += taken[way];
        }
        expect(sum).toEqual(billed(tenant, of, now));
      }
    }
  });
});
void [fundsAt, recordsBetween, movementsOf, fundMonthOf, fundsPolicy, monthStart, shortFrom];
