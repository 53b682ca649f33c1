import { formatUnits, share, truncateToCents, type Units } from '../../wire/amounts';
import { type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import type { Discount } from '../../world/accounts';
import type { Period } from '../../world/life/renewal';
import type { Charge } from '../../world/order';
import { isComputeService, isDiscounted } from '../../world/ordering';
import type { ResourceView } from '../../world/resource-view';
import type { Call, Operation } from '../operation';
import { isSoldFor, readPeriod, renewalAmount, renewalCharges } from '../resources/renewal-input';
import {
  failedJson,
  findResource,
  isAttached,
  isOnTrial,
  openOrderOf,
  readResourceIds,
  sortOut,
} from '../resources/resource-state';

/** Section 2.a.3: what a renewal would cost now, all money as text; what cannot be renewed is listed with a code. */
export const rateRenewal: Operation = {
  name: 'ListRenewRateOnPeriod',
  method: 'POST',
  path: '/v2/bills/ratings/period-resources/renew-rate',
  quota: 10,
  body: 'required',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const ids = readResourceIds(body, 10, 'CBC.30050012');
    const period = readPeriod(body);
    const withAttached = body.boolean('include_relative_resources') ?? false;
    const { ready, failures } = sortOut(ids, (id) => check(call, id, period));
    const rated = ready.map((view) => ({ view, charges: renewalCharges(call, view, period) }));
    const charges = rated.flatMap((each) => each.charges);
    return toJson({
      currency: call.account.currency,
      renew_inquiry_results: rated.flatMap((each) => amountsJson(each.view, each.charges, withAttached)),
      official_website_rating_result: {
        official_website_amount: formatUnits(listOf(charges)),
        installment_official_website_amount: null,
        installment_period_type: null,
      },
      optional_discount_rating_results: discountsJson(call.account.discounts, charges),
      fail_resource_infos: failedJson(failures),
    });
  },
};

const listOf = (charges: readonly Charge[]): Units => charges.reduce((sum, charge) => sum + charge.official, 0);

/** The amount of the primary includes what is attached to it; on demand each attached resource is listed as well. */
function amountsJson(primary: ResourceView, charges: readonly Charge[], withAttached: boolean): Json[] {
  const row = (id: string, of: readonly Charge[]): Json => ({
    resource_id: id,
    amount: formatUnits(renewalAmount(of)),
  });
  const attached = charges.filter((charge) => charge.resource !== primary.resource);
  return [
    row(primary.resource.id, charges),
    ...(withAttached ? attached.map((charge) => row(charge.resource.id, [charge])) : []),
  ];
}

/** The largest reduction is the best offer, the first one on a tie. */
function discountsJson(discounts: readonly Discount[], charges: readonly Charge[]): Json {
  const list = listOf(charges);
  const offers = discounts.map((discount) => ({
    discount,
    amount: charges.reduce((sum, charge) => sum + reduced(charge, discount), 0),
  }));
  const best = Math.min(...offers.map((offer) => offer.amount));
  const bestAt = offers.findIndex((offer) => offer.amount === best);
  return offers.map(({ discount, amount }, index) => ({
    discount_id: discount.id,
    amount: formatUnits(amount),
    official_website_amount: formatUnits(list),
    discount_amount: formatUnits(list - amount),
    discount_type: discount.type,
    discount_name: discount.name,
    best_offer: index === bestAt ? 1 : 0,
    installment_official_website_amount: null,
    installment_official_discount_amount: null,
    installment_amount: null,
    installment_period_type: null,
  }));
}

function reduced({ resource, official }: Charge, discount: Discount): Units {
  const { service } = resource.item;
  if (!isDiscounted(service)) return official;
  return truncateToCents(share(official, isComputeService(service) ? discount.keepCompute : discount.keepOther, 1000));
}

/** The resource, or why its renewal has no price. */
function check(call: Call, id: string, period: Period): ResourceView | string {
  const view = findResource(call, id);
  if (!view) return 'CBC.30050009';
  if (isAttached(view)) return 'CBC.30050007';
  if (view.status === 3) return 'CBC.30050009';
  if (view.resource.kind !== 'plain' || isOnTrial(view)) return 'CBC.30050013';
  if (!isSoldFor(view, period)) return 'CBC.30050008';
  const open = openOrderOf(call, view);
  if (open !== null) return open === 'unpaid' ? 'CBC.30050010' : 'CBC.30050011';
  return view;
}
