import { Parameters } from '../../wire/parameters';
import { messageOf, refuse } from '../../wire/refusal';
import { cycleOf, cycleStart, DAY, HOUR } from '../../wire/times';
import type { Json } from '../../wire/json';
import { isTrial } from '../../world/life/holding';
import { familyOf } from '../../world/life/touch';
import { itemsOf, statusAt } from '../../world/order';
import { type ResourceView, viewAt } from '../../world/resource-view';
import type { Call } from '../operation';

/** `resource_ids`, at least one and at most so many, all different. */
export function readResourceIds(body: Parameters, max: number, duplicate = 'CBC.0100'): readonly string[] {
  const list = body.list('resource_ids', max);
  if (!list || list.length === 0) throw refuse('CBC.0100', 'resource_ids');
  const ids = list.map((id) => {
    if (typeof id !== 'string' || id === '' || id.length > 64) throw refuse('CBC.0100', 'resource_ids');
    return id;
  });
  if (new Set(ids).size !== ids.length) throw refuse(duplicate);
  return ids;
}

/** A resource of the caller that has been provisioned. */
export function findResource(call: Call, id: string): ResourceView | null {
  const resource = call.tenant.history.resources.find((candidate) => candidate.id === id);
  return resource ? viewAt(resource, call.now) : null;
}

/** A primary and its attached resources as they are now. */
export function familyViews(call: Call, primary: ResourceView): readonly ResourceView[] {
  const story = call.tenant.life.storyOf(primary.resource);
  return familyOf(story, primary.resource, call.now).flatMap((resource) => viewAt(resource, call.now) ?? []);
}

/** Whether an order on the resource, or on what is attached to it, waits for payment or is being carried out. */
export function openOrderOf(call: Call, primary: ResourceView): 'unpaid' | 'processing' | null {
  const { life } = call.tenant;
  const story = life.storyOf(primary.resource);
  const family = familyOf(story, primary.resource, call.now);
  let found: 'unpaid' | 'processing' | null = null;
  for (const order of story.orders) {
    if (order.createdAt > call.now) continue;
    const status = statusAt(order, call.now);
    if (status === 4 || status === 5) continue;
    if (!itemsOf(order).some((item) => item.charges.some(({ resource }) => family.includes(resource)))) continue;
    if (status !== 3) return 'unpaid';
    found = 'processing';
  }
  return found ?? (life.mayAct(story, call.now) ? null : 'processing');
}

export const isOnTrial = (view: ResourceView): boolean => isTrial(view.resource);
export const isAttached = (view: ResourceView): boolean => view.resource.parent !== null;
export const isBandwidthAddOn = (view: ResourceView): boolean =>
  view.item.resourceType === 'hws.resource.type.addbandwidth';

/** Orders under a contract are invoiced when their month is final: on the 4th at 10:00 GMT+08:00. */
export function isInvoiced(view: ResourceView, now: number): boolean {
  const [order] = view.orders;
  if (!order || order.contractId === null || order.paidAt === null) return false;
  return now >= cycleStart(cycleOf(order.paidAt) + 1) + 3 * DAY + 10 * HOUR;
}

export interface Failure {
  id: string;
  code: string;
}

/** What cannot be done is listed; when nothing can be done, the whole request is refused with the first code. */
export function sortOut(
  ids: readonly string[],
  check: (id: string) => ResourceView | string,
): { ready: readonly ResourceView[]; failures: readonly Failure[] } {
  const ready: ResourceView[] = [];
  const failures: Failure[] = [];
  for (const id of ids) {
    const found = check(id);
    if (typeof found === 'string') failures.push({ id, code: found });
    else ready.push(found);
  }
  return { ready, failures };
}

export const failedJson = (failures: readonly Failure[]): Json =>
  failures.map(({ id, code }) => ({ resource_id: id, error_code: code, error_msg: messageOf(code) }));
