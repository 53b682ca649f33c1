import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { SubscribedResource } from '@/lib/bss/operations/query-resources';
import { type Language, regionName } from '@/lib/prices/catalogue';
import { accountRef } from '@/lib/query/across-accounts.server';
import type { Resource } from './schema';

/** A resource as the upstream gave it: what depends on the others or on the time is added when it is read. */
export type ReadResource = Omit<
  Resource,
  'parentResourceName' | 'parentServiceTypeCode' | 'attachedCount' | 'expiresApart' | 'daysLeft'
>;

/** A row of the resources query (contract 2.d) in our names. */
export function toResource(row: SubscribedResource, account: Account, language: Language): ReadResource {
  return {
    id: row.id,
    resourceId: row.resource_id,
    resourceName: row.resource_name,
    account: accountRef(account),
    regionCode: row.region_code,
    regionName: row.region_code === null ? null : regionName(row.region_code, language),
    serviceTypeCode: row.service_type_code,
    serviceTypeName: row.service_type_name,
    resourceTypeCode: row.resource_type_code,
    resourceTypeName: row.resource_type_name,
    resourceSpecCode: row.resource_spec_code,
    productSpecDesc: row.product_spec_desc,
    specSize: row.spec_size,
    specSizeMeasureId: row.spec_size_measure_id,
    enterpriseProjectId: row.enterprise_project?.id ?? null,
    enterpriseProjectName: row.enterprise_project?.name ?? null,
    // Absent reads as primary: a resource that stands alone must not vanish under a parent that is not there.
    isMainResource: row.is_main_resource !== 0,
    parentResourceId: row.parent_resource_id || null,
    status: row.status,
    effectiveTime: row.effective_time,
    expireTime: row.expire_time,
    expirePolicy: row.expire_policy,
    updateTime: row.update_time,
  };
}
