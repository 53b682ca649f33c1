import { splitSort } from '@/lib/query/filters';
import type { ResourceFilters } from './filters';
import { keyOf } from './relate';
import type { Resource, ResourceList } from './schema';

type Conditions = Pick<
  ResourceFilters,
  'status' | 'service' | 'region' | 'project' | 'policy' | 'expires' | 'kind' | 'q'
>;

const DAY_MS = 86_400_000;
const CLOSED = 3;

/** The rows of a view, and how many there would be in each status under its other filters. */
export function selectResources(rows: readonly Resource[], filters: Conditions, now: Date) {
  const matching = rows.filter((row) => matches(row, filters, now));
  const counts: Record<string, number> = { all: matching.length };
  for (const { status } of matching) {
    if (status !== null) counts[status] = (counts[status] ?? 0) + 1;
  }
  const selected = filters.status === null ? matching : matching.filter((row) => String(row.status) === filters.status);
  return { selected, counts };
}

function matches(row: Resource, filters: Conditions, now: Date): boolean {
  return (
    is(row.serviceTypeCode, filters.service) &&
    is(row.regionCode, filters.region) &&
    is(row.enterpriseProjectId, filters.project) &&
    is(row.expirePolicy === null ? null : String(row.expirePolicy), filters.policy) &&
    (filters.kind === null || row.isMainResource === (filters.kind === 'primary')) &&
    (filters.expires === null || expiresWithin(row, Number(filters.expires), now)) &&
    (filters.q === null || contains(row, filters.q))
  );
}

const is = (value: string | null, wanted: string | null) => wanted === null || value === wanted;

/** What has expired already, or was closed before its time, does not expire within the coming days. */
function expiresWithin({ expireTime, status }: Resource, days: number, now: Date): boolean {
  const at = expireTime === null || status === CLOSED ? Number.NaN : Date.parse(expireTime);
  return at >= now.getTime() && at <= now.getTime() + days * DAY_MS;
}

function contains(row: Resource, q: string): boolean {
  const wanted = q.toLowerCase();
  return [row.resourceName, row.resourceId, row.productSpecDesc, row.resourceSpecCode].some((text) =>
    text?.toLowerCase().includes(wanted),
  );
}

/**
 * Primaries in the order asked for, each followed by its attached ones; those whose primary is not here stand alone.
 * Closed ones come last whatever the order: the upstream's console hides them, and nobody acts on them.
 */
export function arrangeAsTree(rows: readonly Resource[], sort: ResourceFilters['sort']): Resource[] {
  const order = comparator(sort);
  const primaries = new Set(
    rows.flatMap((row) => (row.isMainResource && row.resourceId ? keyOf(row, row.resourceId) : [])),
  );
  const attached = new Map<string, Resource[]>();
  const roots: Resource[] = [];
  for (const row of rows) {
    const parent = !row.isMainResource && row.parentResourceId ? keyOf(row, row.parentResourceId) : null;
    if (parent === null || !primaries.has(parent)) roots.push(row);
    else attached.set(parent, [...(attached.get(parent) ?? []), row]);
  }
  return roots.sort(order).flatMap((root) => {
    const key = root.isMainResource && root.resourceId ? keyOf(root, root.resourceId) : null;
    const own = key === null ? [] : (attached.get(key) ?? []);
    // Two rows with one ID must not both claim its attached ones.
    if (key !== null) attached.delete(key);
    return [root, ...own.sort(order)];
  });
}

function comparator(sort: ResourceFilters['sort']): (a: Resource, b: Resource) => number {
  const { column, descending } = splitSort(sort);
  const field = column as 'expireTime' | 'effectiveTime' | 'resourceName';
  return (a, b) => {
    const closed = Number(a.status === CLOSED) - Number(b.status === CLOSED);
    if (closed !== 0) return closed;
    const one = a[field];
    const other = b[field];
    // What is not known comes last either way round.
    if (one === null || other === null) return Number(one === null) - Number(other === null) || compareIds(a, b);
    const compared = one < other ? -1 : one > other ? 1 : 0;
    return (descending ? -compared : compared) || compareIds(a, b);
  };
}

/** Equal rows keep one order on every page. */
function compareIds(a: Resource, b: Resource): number {
  const one = `${a.account.domainId} ${a.resourceId ?? a.id ?? ''}`;
  const other = `${b.account.domainId} ${b.resourceId ?? b.id ?? ''}`;
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What there is to choose from, over all resources of the accounts asked. */
export function resourceChoices(rows: readonly Resource[]): ResourceList['choices'] {
  const services = new Map<string, string>();
  const regions = new Map<string, string>();
  const projects = new Map<string, string>();
  for (const row of rows) {
    if (row.serviceTypeCode) services.set(row.serviceTypeCode, row.serviceTypeName ?? row.serviceTypeCode);
    if (row.regionCode) regions.set(row.regionCode, row.regionName ?? row.regionCode);
    if (row.enterpriseProjectId)
      projects.set(row.enterpriseProjectId, row.enterpriseProjectName ?? row.enterpriseProjectId);
  }
  return {
    services: sorted(services).map(([code, name]) => ({ code, name })),
    regions: sorted(regions).map(([code, name]) => ({ code, name })),
    projects: sorted(projects).map(([id, name]) => ({ id, name })),
  };
}

const sorted = (names: ReadonlyMap<string, string>) =>
  [...names].sort(([, one], [, other]) => (one < other ? -1 : one > other ? 1 : 0));
