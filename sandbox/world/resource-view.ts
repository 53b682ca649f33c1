import { DAY } from '../wire/times';
import type { Item } from './catalogue';
import type { Order, Resource, Term } from './order';

/** A resource as it stands at an instant. */
export interface ResourceView {
  resource: Resource;
  item: Item;
  spec: string;
  size: number | null;
  status: 2 | 3 | 4 | 5;
  from: number;
  to: number;
  updatedAt: number;
  orders: readonly Order[];
}

const GRACE = 15 * DAY;
const RETENTION = 30 * DAY;

/** null while the resource does not exist yet: only what was provisioned is seen. */
export function viewAt(resource: Resource, now: number): ResourceView | null {
  const terms = resource.terms.filter((term) => term.knownAt <= now);
  const [first] = terms;
  const last = terms[terms.length - 1];
  if (!first || !last) return null;
  const undone = resource.changes.find((change) => change.at > now);
  const done = resource.changes.filter((change) => change.at <= now).map((change) => change.at);
  const ended = resource.endedAt !== null && resource.endedAt <= now ? [resource.endedAt] : [];
  return {
    resource,
    item: undone?.item ?? resource.item,
    spec: undone?.spec ?? resource.spec,
    size: undone ? undone.size : resource.size,
    status: ended.length > 0 ? 3 : statusOf(resource, last, now),
    from: first.from,
    to: last.to,
    updatedAt: Math.max(last.knownAt, ...done, ...ended),
    orders: terms.map((term) => term.order),
  };
}

/** What the expiry policy has made of it: grace (expired), then retention (frozen), then closed. */
function statusOf(resource: Resource, last: Term, now: number): ResourceView['status'] {
  const late = now - last.to;
  if (late <= 0) return 2;
  if (resource.policy === 1 || resource.policy === 2) return 3;
  if (resource.policy === 4) return late < RETENTION ? 4 : 3;
  if (late < GRACE) return 5;
  return resource.policy !== 5 && late < RETENTION ? 4 : 3;
}
