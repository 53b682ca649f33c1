import {
  accountId,
  defineFilters,
  type FilterValues,
  oneOf,
  pageField,
  pageSizeField,
  pattern,
  sortBy,
  text,
} from '@/lib/query/filters';

export const resourceStatuses = ['2', '4', '5', '3'] as const;
export const expirePolicies = ['0', '1', '2', '3', '4', '5'] as const;
/** Days ahead in which a resource may expire. */
export const expiryWindows = ['7', '30', '90'] as const;
export const resourceSorts = ['expireTime', 'effectiveTime', 'resourceName'] as const;

export const resourceFilters = defineFilters({
  account: accountId(),
  status: oneOf(resourceStatuses, null),
  service: text(64),
  region: text(64),
  project: text(64),
  policy: oneOf(expirePolicies, null),
  expires: oneOf(expiryWindows, null),
  kind: oneOf(['primary', 'attached'], null),
  order: pattern(/^[A-Za-z0-9]{6,64}$/, 'an order ID'),
  q: text(100),
  sort: sortBy(resourceSorts, 'expireTime'),
  page: pageField(),
  pageSize: pageSizeField(50),
});
export type ResourceFilters = FilterValues<(typeof resourceFilters)['fields']>;
