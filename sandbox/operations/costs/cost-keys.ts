import type { Source } from '../../world/bills/source';

/** The dimensions that costs can be grouped and filtered by (3.7); null is "has none". */
export const dimensions: Readonly<Record<string, (source: Source) => string | null>> = {
  CLOUD_SERVICE_TYPE: (source) => source.item.service,
  RESOURCE_TYPE: (source) => source.item.resourceType,
  ASSOCIATED_ACCOUNT: (source) => source.account.domainId,
  REGION_CODE: (source) => source.region,
  AZ_CODE: (source) => source.zone,
  ENTERPRISE_PROJECT_ID: (source) => source.project?.id ?? null,
  RES_SPEC_CODE: (source) => (source.resourceId === null ? null : source.spec),
  CHARGING_MODE: (source) => String(source.chargeMode),
  USAGE_TYPE: (source) => source.usageType,
  BILL_TYPE: (source) => String(source.billType),
  BE_ID: () => null,
  PAYER_ACCOUNT_ID: (source) => source.account.domainId,
  RESOURCE_ID: (source) => source.resourceId,
};

/** `key=value` pairs of a tag text. */
const tagsOf = (source: Source): readonly string[] => (source.tag ?? '').split(';').filter((pair) => pair !== '');

/** The value of one tag of a source. */
export function tagValue(source: Source, key: string): string | null {
  const pair = tagsOf(source).find((each) => each.startsWith(`${key}=`));
  return pair === undefined ? null : pair.slice(key.length + 1);
}

/** What a filter compares: a dimension has one value, a resource any number of tags; nothing is in a cost unit. */
export function filterValues(source: Source, key: string): readonly string[] {
  if (key === 'RESOURCE_TAG') return tagsOf(source);
  return [dimensions[key]?.(source) ?? 'null'];
}

export const isFilterKey = (key: string): boolean => key === 'RESOURCE_TAG' || key === 'COST_UNIT' || key in dimensions;
