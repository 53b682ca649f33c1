import { DAY } from '../wire/times';
import type { Item } from './catalogue';
import type { ExpirePolicy, Order, Resource, Term } from './order';

/** A resource as it stands at an instant. */
export interface ResourceView {
  resource: Resource;
  item: Item;
  spec: string;
  size: number | null;
  status: 2 | 3 | 4 | 5;
  from: number;
  to: number;
  policy: ExpirePolicy;
  updatedAt: number;
  orders: readonly Order[];
}

const GRACE = 15 * DAY;
/** From expiry to the last retention day. */
export const RETENTION = 30 * DAY;

/** What happens at expiry, as it was set at an instant. */
export function policyAt(resource: Resource, now: number): ExpirePolicy {
  let policy = resource.policies[0]?.policy ?? 0;
  for (const set of resource.policies) if (set.at <= now) policy = set.policy;
  return policy;
}

/** The terms bought and not given back at an instant, oldest first. */
export const termsAt = (resource: Resource, now: number): readonly Term[] =>
  resource.terms.filter((term) => term.knownAt <= now && (term.revokedAt === null || term.revokedAt > now));

/** null while the resource does not exist yet: only what was provisioned is seen. */
export function viewAt(resource: Resource, now: number): ResourceView | null {
  const terms = termsAt(resource, now);
  const [first] = terms;
  const last = terms[terms.length - 1];
  if (!first || !last) return null;
  const undone = resource.changes.find((change) => change.at > now);
  const done = resource.changes.filter((change) => change.at <= now).map((change) => change.at);
  const ended = resource.endedAt !== null && resource.endedAt <= now ? [resource.endedAt] : [];
  const policy = policyAt(resource, now);
  const changedAt = [
    ...resource.policies.map((set) => set.at),
    ...resource.terms.flatMap((term) => term.revokedAt ?? []),
  ].filter((at) => at <= now);
  return {
    resource,
    item: undone?.item ?? resource.item,
    spec: undone?.spec ?? resource.spec,
    size: undone ? undone.size : resource.size,
    status: ended.length > 0 ? 3 : statusOf(policy, last, now),
    from: first.from,
    to: last.to,
    policy,
    updatedAt: Math.max(last.knownAt, ...done, ...ended, ...changedAt),
    orders: terms.map((term) => term.order),
  };
}

/** What the expiry policy has made of it: grace (expired), then retention (frozen), then closed. */
function statusOf(policy: ExpirePolicy, last: Term, now: number): ResourceView['status'] {
  const late = now - last.to;
  if (late <= 0) return 2;
  if (policy === 1 || policy === 2) return 3;
  if (policy === 4) return late < RETENTION ? 4 : 3;
  if (late < GRACE) return 5;
  return policy !== 5 && late < RETENTION ? 4 : 3;
}
