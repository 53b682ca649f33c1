import type { Units } from '../../wire/amounts';
import type { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { termEnd } from '../../wire/times';
import { monthsOf, type Period, renewalCharge } from '../../world/life/renewal';
import type { Charge } from '../../world/order';
import type { ResourceView } from '../../world/resource-view';
import type { Call } from '../operation';
import { familyViews, isBandwidthAddOn } from './resource-state';

/** Nothing can be paid for further ahead than this; the contract gives no figure. */
const LONGEST_MONTHS = 60;

/** `period_type` and `period_num`: 1 to 11 months (2), or 1 to 3 years (3). */
export function readPeriod(body: Parameters): Period {
  const periodType = body.requiredInteger('period_type', { min: 2, max: 3 }) as Period['periodType'];
  const periodNum = body.requiredInteger('period_num', { min: 1, max: 11 });
  if (periodType === 3 && periodNum > 3) throw refuse('CBC.0100', 'period_num');
  return { periodType, periodNum };
}

/** Add-on packages are sold by the month only. */
export const isSoldFor = (view: ResourceView, period: Period): boolean =>
  !(isBandwidthAddOn(view) && period.periodType === 3);

export const exceedsLongest = (view: ResourceView, period: Period, now: number): boolean =>
  termEnd(view.to + 1000, monthsOf(period)) > termEnd(now, LONGEST_MONTHS);

/** What a renewal of a primary costs for itself and for each resource attached to it. */
export const renewalCharges = (call: Call, primary: ResourceView, period: Period): readonly Charge[] =>
  familyViews(call, primary).map((view) => renewalCharge(call.tenant.account, view.resource, { period, spec: view }));

/** Payable in money, in units of 1e-8. */
export const renewalAmount = (charges: readonly Charge[]): Units =>
  charges.reduce((sum, charge) => sum + charge.official - charge.discount, 0);
