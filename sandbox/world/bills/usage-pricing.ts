import { toUnits, type Units } from '../../wire/amounts';
import { decimal, decimalText } from '../../wire/decimal';
import { type Priced, productId, unitPrice, usagePrice } from '../prices';

export interface Pricing {
  perUnit: Units | null;
  perHour: Units;
  productId: string;
}

/** Thousands of resources are of a few hundred kinds. */
const pricings = new Map<string, Pricing>();

/** What pay-per-use costs by unit (null with graduated prices) and by hour, and under which product ID. */
export function pricingOf(priced: Priced): Pricing {
  const key = `${priced.item.id} ${priced.region} ${priced.currency} ${priced.size}`;
  const known = pricings.get(key);
  if (known) return known;
  const perUnit = unitPrice(priced);
  const perHour = usagePrice(priced, decimal('1'));
  const pricing = {
    perUnit: perUnit === null ? null : toUnits(decimalText(perUnit)),
    perHour: perHour === null ? 0 : toUnits(decimalText(perHour)),
    productId: productId('usage', priced),
  };
  pricings.set(key, pricing);
  return pricing;
}
