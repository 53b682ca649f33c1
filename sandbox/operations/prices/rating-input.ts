import type { Account, Discount } from '../../world/accounts';
import { findItems, isSoldIn, type Item } from '../../world/catalogue';
import { isComputeService, isDiscounted } from '../../world/ordering';
import type { Priced } from '../../world/prices';
import { type Decimal, decimal, isGreater, times, truncate } from '../../wire/decimal';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';

/** The upper bound that the service model publishes, typing error included. */
export const MODEL_MAX = 214_783_647;
const LARGEST = decimal('9999999999');
const MAX_PRODUCTS = 100;

/** What both rating operations ask of a product. */
export interface RatedProduct {
  id: string;
  service: string;
  resourceType: string;
  spec: string;
  region: string;
  size: number | null;
  sizeMeasureId: number | null;
  count: number;
}

/** The products of a request; their IDs are unique and there are at most a hundred. */
export function readProducts(body: Parameters): readonly Parameters[] {
  body.requiredText('project_id', { max: 64 });
  const list = body.list('product_infos', MAX_PRODUCTS);
  if (!list || list.length === 0) throw refuse('CBC.0100', 'product_infos');
  const products = list.map((entry) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw refuse('CBC.0100', 'product_infos');
    return Parameters.ofBody(entry as Record<string, unknown>);
  });
  const ids = products.map((product) => product.requiredText('id', { max: 64 }));
  if (new Set(ids).size !== ids.length) throw refuse('CBC.0100', 'id');
  return products;
}

export function readProduct(input: Parameters): RatedProduct {
  const product = {
    id: input.requiredText('id', { max: 64 }),
    service: input.requiredText('cloud_service_type', { max: 400 }),
    resourceType: input.requiredText('resource_type', { max: 400 }),
    spec: input.requiredText('resource_spec', { max: 400 }),
    region: input.requiredText('region', { max: 64 }),
    size: input.integer('resource_size', { min: 1, max: MODEL_MAX }),
    sizeMeasureId: input.integer('size_measure_id', { min: 0, max: MODEL_MAX }),
    count: input.requiredInteger('subscription_num', { min: 1, max: 10_000 }),
  };
  input.text('available_zone', { max: 64 });
  return product;
}

/** The rows of the price table for a product; none is CBC.99006006. A linear product needs a size in its own unit. */
export function itemsFor(product: RatedProduct, account: Account): readonly Item[] {
  const found = isSoldIn(product.region, account.site) ? findItems(product) : [];
  if (found.length === 0) throw refuse('CBC.99006006', product.id);
  if (found.some((item) => item.linear) && (product.size === null || product.sizeMeasureId === null)) {
    throw refuse('CBC.0100', 'resource_size');
  }
  const fitting = found.filter((item) => !item.linear || item.sizeMeasureId === product.sizeMeasureId);
  if (fitting.length === 0) throw refuse('CBC.99006006', product.id);
  return fitting;
}

export const pricedAs = (product: RatedProduct, item: Item, account: Account): Priced => ({
  item,
  spec: product.spec,
  region: product.region,
  currency: account.currency,
  size: item.linear ? product.size : null,
});

/** A list price for all instances, cut to the precision asked for. */
export function cutPrice(price: Decimal, count: number, precision: number): Decimal {
  const total = truncate(times(price, decimal(String(count))), precision);
  if (isGreater(total, LARGEST)) throw refuse('CBC.99006055');
  return total;
}

/** What remains of a list price under one discount. */
export function discounted(list: Decimal, service: string, terms: { discount: Discount; precision: number }): Decimal {
  const { discount, precision } = terms;
  if (!isDiscounted(service)) return list;
  const keep = isComputeService(service) ? discount.keepCompute : discount.keepOther;
  return truncate(times(list, decimal(`${keep}e-3`)), precision);
}
