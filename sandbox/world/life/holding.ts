import type { Resource, Term } from '../order';
import type { Holding } from './story';

/** The term bought last, unless it was given back. */
export const lastTerm = (resource: Resource): Term | undefined =>
  resource.terms.findLast((term) => term.revokedAt === null);
export const expiry = (resource: Resource): number => lastTerm(resource)?.to ?? 0;

/** Whether it is tried for free and has not been bought. */
export const isTrial = (resource: Resource): boolean => resource.terms.every((term) => term.order.type === 13);

/** The resource that speaks for a holding, or null when nothing is left of it. */
export const mainOf = (holding: Holding): Resource | null =>
  holding.resources.find((resource) => resource.endedAt === null) ?? null;
