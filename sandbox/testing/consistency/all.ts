import type { World } from '../../world/world';
import { type Check, Findings, readSubject } from './check';
import { commitments, packages } from './coverage';
import { ordersOnBills, refunds, resourcesOfOrders } from './joins';
import { members, rowIdentities, summaryIdentities } from './rows';
import { aggregation, closing, otherViews, totals } from './sums';

/** Every identity and join of a closed cycle. */
export const checks: Readonly<Record<string, Check>> = {
  'row identities': rowIdentities,
  'summary identities': summaryIdentities,
  members,
  totals,
  'days and resources': aggregation,
  'taxes and rounding': closing,
  'costs and transactions': otherViews,
  'orders on bills': ordersOnBills,
  'resources of orders': resourcesOfOrders,
  refunds,
  commitments,
  packages,
};

/** Runs every check on an account's closed cycles; findings by check. */
export function checkWorld(world: World, account: number, cycles: readonly string[]): ReadonlyMap<string, Findings> {
  const found = new Map(Object.keys(checks).map((name) => [name, new Findings()]));
  for (const cycle of cycles) {
    const subject = readSubject(world, account, cycle);
    for (const [name, check] of Object.entries(checks)) check(subject, found.get(name) ?? new Findings());
  }
  return found;
}
