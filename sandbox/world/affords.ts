import type { Units } from '../wire/amounts';
import { isShortAt } from './funds/policy';
import type { Tenant } from './tenant';

/**
 * Whether what the system charges by itself goes through: automatic renewals, and orders that pay themselves. Takes
 * units of 1e-8 of the account's currency and an instant of business time. Accounts transfer what is missing in time,
 * except the one that is short of funds, from the 15th of a month on; so the answer needs no bill and can be had while
 * the world is being told.
 */
export function affords(tenant: Tenant, amount: Units, now: number): boolean {
  return amount <= 0 || !isShortAt(tenant.account, now);
}
