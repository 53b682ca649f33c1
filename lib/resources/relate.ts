import { daysLeft } from './days-left';
import type { Resource } from './schema';

type Unrelated = Omit<
  Resource,
  'parentResourceName' | 'parentServiceTypeCode' | 'attachedCount' | 'expiresApart' | 'daysLeft'
>;

/** Adds what only shows beside the other resources of the account, and the days that are left. */
export function relateResources(rows: readonly Unrelated[], now: Date): Resource[] {
  const primaries = new Map<string, Unrelated>();
  const attached = new Map<string, number>();
  for (const row of rows) {
    if (row.isMainResource && row.resourceId) primaries.set(keyOf(row, row.resourceId), row);
    if (!row.isMainResource && row.parentResourceId) {
      const key = keyOf(row, row.parentResourceId);
      attached.set(key, (attached.get(key) ?? 0) + 1);
    }
  }
  return rows.map((row) => {
    const parent =
      row.isMainResource || !row.parentResourceId ? undefined : primaries.get(keyOf(row, row.parentResourceId));
    return {
      ...row,
      parentResourceName: parent?.resourceName ?? null,
      parentServiceTypeCode: parent?.serviceTypeCode ?? null,
      attachedCount: row.isMainResource && row.resourceId ? (attached.get(keyOf(row, row.resourceId)) ?? 0) : 0,
      expiresApart: parent !== undefined && differs(parent.expireTime, row.expireTime),
      daysLeft: daysLeft(row.expireTime, now),
    };
  });
}

/** A resource ID is unique within its account only. */
export const keyOf = (row: Pick<Resource, 'account'>, resourceId: string) => `${row.account.domainId} ${resourceId}`;

function differs(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && Date.parse(one) !== Date.parse(other);
}
