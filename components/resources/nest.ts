import type { Resource } from '@/lib/resources/schema';

export interface ResourceRow extends Resource {
  /** Stands under its primary one on this page, so it need not be named again. */
  nested: boolean;
}

/** Marks the attached resources whose primary one is above them on the same page. */
export function nestRows(items: readonly Resource[]): ResourceRow[] {
  let primary: Resource | null = null;
  return items.map((item) => {
    if (item.isMainResource) primary = item;
    const nested =
      !item.isMainResource &&
      primary !== null &&
      item.parentResourceId !== null &&
      item.parentResourceId === primary.resourceId &&
      item.account.domainId === primary.account.domainId;
    return { ...item, nested };
  });
}

export const rowKey = (row: Pick<Resource, 'account' | 'resourceId' | 'id'>) =>
  `${row.account.domainId} ${row.resourceId ?? ''} ${row.id ?? ''}`;
