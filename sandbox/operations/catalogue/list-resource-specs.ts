import type { Account } from '../../world/accounts';
import { catalogue, isSoldIn, type Item, resourceTypeName, serviceName, specText } from '../../world/catalogue';
import { periodPrice, type Priced, usagePrice } from '../../world/prices';
import { decimal } from '../../wire/decimal';
import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import type { Operation } from '../operation';

const MODES = ['1', '3', '10', '11'] as const;
type Mode = (typeof MODES)[number];

/**
 * Section 3.6: the specifications of a resource type that are sold in a region by a billing mode: exactly those that
 * the rating of that mode prices there. Pages follow a marker, which ends with null.
 */
export const listResourceSpecs: Operation = {
  name: 'ListResourceSpecs',
  method: 'POST',
  path: '/v2/products/resource-specs-query',
  quota: 10,
  body: 'required',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const service = body.requiredText('cloud_service_type', { max: 64 });
    const resourceType = body.requiredText('resource_type', { max: 64 });
    const region = body.requiredText('region_code', { max: 64 });
    const mode = body.requiredText('charge_mode', { max: 32, oneOf: MODES }) as Mode;
    const wanted = readFilter(body);
    const limit = body.integer('limit', { min: 1, max: 100 }) ?? 100;
    const language = call.language ?? 'zh_CN';
    const found = specsOf({ service, resourceType, region, mode, account: call.account }).filter(
      ({ spec }) => wanted === null || spec === wanted,
    );
    const from = readMarker(body, found);
    const page = found.slice(from, from + limit);
    const last = page[page.length - 1];
    return toJson({
      page_info: { next_marker: last && from + limit < found.length ? markerOf(last.spec) : null },
      cloud_service_basics: page.map(({ item, spec }) => ({
        cloud_service_type: service,
        cloud_service_type_name: serviceName(service, language),
        resource_type: resourceType,
        resource_type_name: resourceTypeName(resourceType, language),
        resource_spec: spec,
        resource_spec_name: specText({ spec, size: null, item }, language),
        charge_mode: mode,
        region_code: region,
      })),
    });
  },
};

/** At most one filter, by the whole specification code; null means no filter. */
function readFilter(body: Parameters): string | null {
  const [filter = null] = body.list('filters', 1) ?? [];
  if (filter === null) return null;
  if (typeof filter !== 'object' || Array.isArray(filter)) throw refuse('CBC.0100', 'filters');
  const members = Parameters.ofBody(filter as Record<string, unknown>);
  members.requiredText('key', { oneOf: ['RESOURCE_SPEC'] });
  return members.requiredText('value', { max: 128 });
}

interface Offered {
  item: Item;
  spec: string;
}

function specsOf(wanted: {
  service: string;
  resourceType: string;
  region: string;
  mode: Mode;
  account: Account;
}): readonly Offered[] {
  const { service, resourceType, region, mode, account } = wanted;
  if (!isSoldIn(region, account.site)) return [];
  const found = new Map<string, Offered>();
  for (const item of catalogue.items) {
    if (item.service !== service || item.resourceType !== resourceType) continue;
    for (const spec of systemsOf(item)) {
      if (isSoldBy(mode, { item, spec, region, currency: account.currency, size: item.minSize ?? 1 })) {
        found.set(spec, { item, spec });
      }
    }
  }
  return [...found.values()];
}

/** A server is sold with Linux and with Windows. */
const systemsOf = (item: Item): readonly string[] =>
  item.service === 'hws.service.type.ec2' && item.spec.endsWith('.linux')
    ? [item.spec, item.spec.replace(/\.linux$/, '.win')]
    : [item.spec];

/** Reserved instances and savings plans are not sold by specification. */
function isSoldBy(mode: Mode, product: Priced): boolean {
  if (mode === '1') return periodPrice(product, { type: 2, count: 1 }) !== null;
  if (mode !== '3') return false;
  return product.item.usageMeasureId !== null && usagePrice(product, decimal('1')) !== null;
}

/** A marker names the last specification of a page; it is opaque to clients. */
const markerOf = (spec: string): string => Buffer.from(spec).toString('base64url');

function readMarker(body: Parameters, found: readonly Offered[]): number {
  const marker = body.text('marker', { max: 128 });
  if (marker === null) return 0;
  const at = found.findIndex(({ spec }) => markerOf(spec) === marker);
  if (at < 0) throw refuse('CBC.0100', 'marker');
  return at + 1;
}
