import { convertUsage, productId, usagePrice } from '../../world/prices';
import { type Decimal, decimal, minus, plus } from '../../wire/decimal';
import { exact, type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import type { Call, Operation } from '../operation';
import { cutPrice, discounted, itemsFor, pricedAs, type RatedProduct, readProduct, readProducts } from './rating-input';

/** Section 2.a.2: pay-per-use prices, with 6 decimals or, when asked, 10; cut, not rounded. */
export const rateOnDemand: Operation = {
  name: 'ListOnDemandResourceRatings',
  method: 'POST',
  path: '/v2/bills/ratings/on-demand-resources',
  quota: 20,
  body: 'required',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const precision = body.integer('inquiry_precision', { min: 0, max: 1 }) === 1 ? 10 : 6;
    const rated = readProducts(body).map((input) => rate(call, input, precision));
    const list = sum(rated.map((product) => product.list));
    const paid = sum(rated.map((product) => product.amount));
    return toJson({
      amount: exact(paid),
      discount_amount: exact(minus(list, paid)),
      official_website_amount: exact(list),
      measure_id: 1,
      currency: call.account.currency,
      product_rating_results: rated.map((product) => product.json),
    });
  },
};

interface Rated {
  list: Decimal;
  amount: Decimal;
  json: Json;
}

function rate(call: Call, input: Parameters, precision: number): Rated {
  const product = readProduct(input);
  const factor = input.requiredText('usage_factor', { max: 400 });
  const usage = readUsage(call, product.id);
  const unit = input.requiredInteger('usage_measure_id', { min: 0, max: 9999 });
  const items = itemsFor(product, call.account);
  const item = items.find((candidate) => candidate.usageFactor === factor);
  // The letter case of a factor counts: Duration and duration are two.
  if (!item) throw refuse('CBC.99006074', product.id);
  const converted = item.usageMeasureId === null ? null : convertUsage(usage, unit, item.usageMeasureId);
  if (!converted) throw refuse('CBC.99006050', product.id);
  const price = usagePrice(pricedAs(product, item, call.account), converted);
  if (!price) throw refuse('CBC.99006006', product.id);
  const list = cutPrice(price, product.count, precision);
  return priceJson(call, {
    product,
    list,
    precision,
    productId: productId('usage', { item, spec: product.spec, region: product.region }),
  });
}

function priceJson(
  call: Call,
  rated: { product: RatedProduct; list: Decimal; precision: number; productId: string },
): Rated {
  const { product, list, precision } = rated;
  const offers = call.account.discounts.map((discount) => ({
    discount,
    amount: discounted(list, product.service, { discount, precision }),
  }));
  // Where several discounts apply, the commercial one is what `amount` reflects.
  const amount = (offers.find((offer) => offer.discount.type === 605) ?? offers[0])?.amount ?? list;
  const json: Json = {
    id: product.id,
    product_id: rated.productId,
    amount: exact(amount),
    discount_amount: exact(minus(list, amount)),
    official_website_amount: exact(list),
    measure_id: 1,
    discount_rating_results: offers.map((offer) => ({
      discount_id: offer.discount.id,
      discount_type: offer.discount.type,
      amount: exact(offer.amount),
      measure_id: 1,
      discount_name: offer.discount.name,
    })),
  };
  return { list, amount, json };
}

function readUsage(call: Call, id: string): Decimal {
  const list = call.body.product_infos as readonly { id: string; usage_value?: unknown }[];
  const value = list.find((product) => product.id === id)?.usage_value;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw refuse('CBC.0100', 'usage_value');
  return decimal(String(value));
}

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce(plus, decimal('0'));
