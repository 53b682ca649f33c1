import type { Discount } from '../../world/accounts';
import { type PeriodType, periodPrice, productId } from '../../world/prices';
import { type Decimal, decimal, isGreater, minus, plus } from '../../wire/decimal';
import { exact, type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import type { Call, Operation } from '../operation';
import { cutPrice, discounted, itemsFor, MODEL_MAX, pricedAs, readProduct, readProducts } from './rating-input';

const PRECISION = 6;
/** Only CloudPond is sold in instalments, and the price table does not have it. */
const NO_INSTALLMENT: Record<string, Json> = {
  installment_official_website_amount: null,
  installment_official_discount_amount: null,
  installment_amount: null,
  installment_period_type: null,
};

interface Rated {
  id: string;
  productId: string;
  service: string;
  list: Decimal;
}

/** Section 2.a.1: yearly/monthly prices. */
export const ratePeriod: Operation = {
  name: 'ListRateOnPeriodDetail',
  method: 'POST',
  path: '/v2/bills/ratings/period-resources/subscribe-rate',
  quota: 30,
  body: 'required',
  run(call) {
    const rated = readProducts(Parameters.ofBody(call.body)).map((input) => rate(call, input));
    const total = sum(rated.map((product) => product.list));
    const installment: Record<string, Json> = {
      installment_official_website_amount: null,
      installment_period_type: null,
    };
    return toJson({
      official_website_rating_result: {
        official_website_amount: exact(total),
        ...installment,
        measure_id: 1,
        product_rating_results: rated.map((product) => ({
          id: product.id,
          product_id: product.productId,
          official_website_amount: exact(product.list),
          measure_id: 1,
          ...installment,
        })),
      },
      optional_discount_rating_results: discountResults(call, rated, total),
      currency: call.account.currency,
    });
  },
};

function rate(call: Call, input: Parameters): Rated {
  const product = readProduct(input);
  const type = input.requiredInteger('period_type', { min: 0, max: 4, oneOf: [0, 2, 3, 4] }) as PeriodType;
  const count = input.requiredInteger('period_num', { min: 1, max: MODEL_MAX });
  // The other sites do not know this member, and ignore it as any unknown one.
  if (call.world.site === 'cn') input.text('fee_installment_mode', { max: 64, oneOf: ['HALF_PAY', 'ZERO_PAY', 'NA'] });
  for (const item of itemsFor(product, call.account)) {
    const price = periodPrice(pricedAs(product, item, call.account), { type, count });
    if (!price) continue;
    const list = cutPrice(price, product.count, PRECISION);
    const { id, service, spec, region } = product;
    return { id, service, list, productId: productId('period', { item, spec, region }) };
  }
  throw refuse('CBC.99006006', product.id);
}

/** One entry per discount the customer may choose; the largest reduction is the best offer, the commercial one on a tie. */
function discountResults(call: Call, rated: readonly Rated[], total: Decimal): Json {
  const offers = call.account.discounts.map((discount) => {
    const amounts = rated.map((product) =>
      discounted(product.list, product.service, { discount, precision: PRECISION }),
    );
    return { discount, amounts, amount: sum(amounts) };
  });
  const best = offers.reduce<(typeof offers)[number] | null>(
    (found, offer) => (found === null || isGreater(found.amount, offer.amount) ? offer : found),
    null,
  );
  const installment = call.world.site === 'cn' ? NO_INSTALLMENT : {};
  return offers.map((offer) => ({
    ...offerJson(offer.discount, offer.amount, total),
    ...installment,
    best_offer: offer === best ? 1 : 0,
    product_rating_results: rated.map((product, index) => {
      const amount = offer.amounts[index] ?? product.list;
      return {
        id: product.id,
        product_id: product.productId,
        amount: exact(amount),
        official_website_amount: exact(product.list),
        discount_amount: exact(minus(product.list, amount)),
        measure_id: 1,
        ...installment,
      };
    }),
  }));
}

const offerJson = (discount: Discount, amount: Decimal, total: Decimal): Record<string, Json> => ({
  discount_id: discount.id,
  discount_type: discount.type,
  discount_name: discount.name,
  amount: exact(amount),
  official_website_amount: exact(total),
  discount_amount: exact(minus(total, amount)),
  measure_id: 1,
});

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce(plus, decimal('0'));
