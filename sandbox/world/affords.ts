import type { Units } from '../wire/amounts';
import type { Tenant } from './world';

/**
 * Whether an account can pay an amount at an instant of business time, in units of 1e-8 of its currency.
 * Automatic renewals and orders that pay themselves ask here.
 */
export function affords(_tenant: Tenant, _amount: Units, _now: number): boolean {
  return true;
}
