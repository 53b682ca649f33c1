import { refuse } from '../wire/refusal';
import { dayOf, dayStart, HOUR } from '../wire/times';
import { cancel, settleWith } from './life/course';
import { returnRenewals, returnResources } from './life/give-back';
import { follow } from './life/plans';
import { type Period, renewByCaller } from './life/renewal';
import type { RenewConfig, Story } from './life/story';
import { familyOf, leaveToSystem, onFamily, orderIn, replan } from './life/touch';
import {
  type AutoRenewal,
  type ExpirePolicy,
  itemsOf,
  type Order,
  type Payment,
  type Resource,
  statusAt,
} from './order';
import type { Tenant } from './tenant';

export type { Period } from './life/renewal';
export type { Benefit, OrderDiscount, Payment, PaymentFault } from './order';

/**
 * Pays an order that waits for payment; it is processed at once and completed within minutes, and its bill lines begin.
 * Refuses with CBC.99003106 when the order does not wait for payment at that instant, or a caller changed it later.
 */
export function payOrder(tenant: Tenant, order: Order, payment: Payment): void {
  mustWait(tenant, order, { at: payment.at, code: 'CBC.99003106' });
  const { life } = tenant;
  const story = life.storyOf(order);
  life.act(story, payment.at, () => payNow(story, orderIn(story, order.id), payment));
}

function payNow(story: Story, order: Order, payment: Payment): void {
  leaveToSystem(story, order);
  settleWith(story, order, payment);
  if (payment.fault?.world !== 'autoUnsubscribe') return;
  const next = dayStart(dayOf(story.now) + 1) + 4 * HOUR;
  story.plan(next, order, () => failFirst(story, order));
}

/** The first resource of an order fails: the system gives it back, with what hangs on it, for its unused share. */
function failFirst(story: Story, order: Order): void {
  const failed = itemsOf(order)[0]?.charges[0]?.resource;
  if (!failed || failed.endedAt !== null) return;
  const family = familyOf(story, failed.parent ?? failed);
  for (const holding of story.holdings) {
    holding.resources = holding.resources.filter((resource) => !family.includes(resource));
  }
  returnResources(story, family, {
    kind: 'unsubscribe',
    random: story.random(6, order.createdAt),
    source: 8,
    proportional: true,
  });
}

/** Cancels an order that waits for payment; otherwise refuses with CBC.99005010. */
export function cancelOrder(tenant: Tenant, order: Order, at: number): void {
  mustWait(tenant, order, { at, code: 'CBC.99005010' });
  const story = tenant.life.storyOf(order);
  tenant.life.act(story, at, () => {
    const found = orderIn(story, order.id);
    leaveToSystem(story, found);
    cancel(story, found);
  });
}

/** A renewal of a primary resource with those attached to it: an order that waits for payment, or is paid at once. */
export function renewResource(
  tenant: Tenant,
  primary: Resource,
  renewal: { period: Period; at: number; pay: boolean },
): Order {
  const { period, at, pay } = renewal;
  return onFamily(tenant, primary, at, ({ story, holding, random }) => {
    const order = renewByCaller(story, holding, { period, random, then: follow });
    if (pay) payNow(story, order, { at, discount: null, benefits: [] });
    return order;
  });
}

/** Unsubscribes a primary resource with those attached to it, or with `renewals` only the terms that have not begun. */
export function unsubscribeResource(
  tenant: Tenant,
  primary: Resource,
  how: { at: number; only: 'all' | 'renewals' },
): Order {
  return onFamily(tenant, primary, how.at, ({ story, holding, random }) => {
    if (how.only === 'renewals') {
      return returnRenewals(story, holding.resources, { random, then: () => replan(story, holding) });
    }
    story.stage.cancel(holding);
    return returnResources(story, holding.resources, { kind: 'unsubscribe', random });
  });
}

/** Changes a primary resource and those attached to it to pay-per-use; what was not used comes back. */
export function changeToUsage(tenant: Tenant, primary: Resource, at: number): Order {
  return onFamily(tenant, primary, at, ({ story, holding, random }) => {
    story.stage.cancel(holding);
    return returnResources(story, holding.resources, { kind: 'usage', random });
  });
}

/** Sets what happens at expiry to a primary resource and those attached to it. */
export function setExpirePolicy(
  tenant: Tenant,
  primary: Resource,
  set: { at: number; policy: ExpirePolicy; autoRenewal?: AutoRenewal },
): void {
  onFamily(tenant, primary, set.at, ({ story, holding }) => {
    for (const resource of holding.resources) {
      resource.policies.push({ at: set.at, policy: set.policy });
      if (set.autoRenewal) resource.autoRenewal = set.autoRenewal;
    }
    replan(story, holding);
  });
}

/** From when automatic renewals are charged, and on which day of the month renewed terms end; for the whole account. */
export function setRenewConfig(tenant: Tenant, at: number, change: Partial<RenewConfig>): void {
  tenant.life.setRenewConfig(at, change);
}

function mustWait(tenant: Tenant, order: Order, when: { at: number; code: string }): void {
  const { at, code } = when;
  if (statusAt(order, at) !== 6 || !tenant.life.mayAct(tenant.life.storyOf(order), at)) throw refuse(code);
}
