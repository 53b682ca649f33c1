import { type Decimal, decimal, divideUp, isGreater, minus, plus, roundHalfUp, times } from '../wire/decimal';
import { catalogue, flavorOf, type Item, type Prices, type Tier } from './catalogue';
import { hashText } from './random';

export interface Priced {
  item: Item;
  spec: string;
  region: string;
  currency: string;
  size: number | null;
}

const HOURS_PER_MONTH = decimal('730');
const PERIOD_FACTOR = decimal('0.72');
const ZERO = decimal('0');
const HOURS_PER_DAY = decimal('24');

/** Unit of a yearly/monthly price as on the wire. */
export type PeriodType = 0 | 2 | 3 | 4;

/** List price of one instance for a period, all decimals kept; null when the product is not sold that way. */
export function periodPrice(product: Priced, period: { type: PeriodType; count: number }): Decimal | null {
  const rate = (unit: 'hourly' | 'monthly') => ratePerPeriod(product, unit);
  const count = decimal(String(period.count));
  if (period.type === 4 || period.type === 0) {
    const hourly = rate('hourly');
    if (!hourly) return null;
    return times(times(hourly, count), period.type === 0 ? HOURS_PER_DAY : decimal('1'));
  }
  const monthly = rate('monthly');
  if (!monthly) return null;
  const yearly = ratePerYear(product) ?? times(monthly, decimal('10'));
  if (period.type === 3) return times(yearly, count);
  const years = Math.floor(period.count / 12);
  return plus(times(yearly, decimal(String(years))), times(monthly, decimal(String(period.count % 12))));
}

/** List price of a usage of one instance; usage is in the item's own unit. */
export function usagePrice(product: Priced, usage: Decimal): Decimal | null {
  const prices = pricesOf(product);
  const factor = regionFactor(product.region);
  if (prices.perUnit) return times(times(decimal(prices.perUnit), usage), factor);
  if (prices.tiers?.some((tier) => tier.perUnit)) return times(graduated(prices.tiers, usage, 'perUnit'), factor);
  const hourly = ratePerPeriod(product, 'hourly');
  return hourly ? times(hourly, usage) : null;
}

/** The simple price of one unit (hour, GB, request block), region included; null with graduated prices. */
export function unitPrice(product: Priced): Decimal | null {
  const prices = pricesOf(product);
  if (prices.tiers) return null;
  const unit = prices.perUnit ?? null;
  if (unit !== null) return times(decimal(unit), regionFactor(product.region));
  return ratePerPeriod({ ...product, size: product.item.linear ? 1 : null }, 'hourly');
}

function pricesOf(product: Priced): Prices {
  // The price table has no euro list: the dollar figures stand in.
  return product.item.prices[product.currency === 'CNY' ? 'CNY' : 'USD'] ?? {};
}

const regionFactor = (region: string): Decimal => decimal(catalogue.regionFactors[region] ?? '1');

function ratePerPeriod(product: Priced, unit: 'hourly' | 'monthly'): Decimal | null {
  const prices = pricesOf(product);
  const size = decimal(String(product.item.linear ? (product.size ?? 0) : 1));
  const factor = regionFactor(product.region);
  if (prices.tiers?.some((tier) => tier[unit])) return times(graduated(prices.tiers, size, unit), factor);
  const listed = prices[unit];
  if (listed === undefined) return null;
  return times(times(plus(decimal(listed), windowsPart(product, unit)), size), factor);
}

function ratePerYear(product: Priced): Decimal | null {
  const yearly = pricesOf(product).yearly;
  if (yearly === undefined) return null;
  const size = decimal(String(product.item.linear ? (product.size ?? 0) : 1));
  const windows = times(windowsPart(product, 'monthly'), decimal('10'));
  return times(times(plus(decimal(yearly), windows), size), regionFactor(product.region));
}

function windowsPart(product: Priced, unit: 'hourly' | 'monthly'): Decimal {
  if (!product.spec.endsWith('.win')) return ZERO;
  const perVcpu = decimal(catalogue.windowsPerVcpuHour[product.currency === 'CNY' ? 'CNY' : 'USD'] ?? '0');
  const hourly = times(perVcpu, decimal(String(flavorOf(product.spec)?.vcpus ?? 0)));
  return unit === 'hourly' ? hourly : roundHalfUp(times(times(hourly, HOURS_PER_MONTH), PERIOD_FACTOR), 2);
}

/** The first part at the first rate, the next at the second. */
function graduated(tiers: readonly Tier[], quantity: Decimal, unit: 'hourly' | 'monthly' | 'perUnit'): Decimal {
  let sum = ZERO;
  let below = ZERO;
  for (const tier of tiers) {
    const end = tier.upTo === null ? quantity : decimal(String(tier.upTo));
    const reached = isGreater(quantity, end) ? end : quantity;
    if (isGreater(reached, below)) sum = plus(sum, times(minus(reached, below), decimal(tier[unit] ?? '0')));
    below = end;
  }
  return sum;
}

/** Converts a usage to the unit the product is priced in; null when the units do not belong together. */
export function convertUsage(usage: Decimal, from: number, to: number): Decimal | null {
  const found = new Map<number, Decimal>([[from, usage]]);
  for (const [unit, value] of found) {
    for (const { measureId, refMeasureId, ratio } of catalogue.conversions) {
      const by = decimal(String(ratio));
      if (measureId === unit && !found.has(refMeasureId)) found.set(refMeasureId, times(value, by));
      if (refMeasureId === unit && !found.has(measureId)) found.set(measureId, divideUp(value, by, value.scale + 30));
    }
  }
  return found.get(to) ?? null;
}

/** The two rating operations name the same specification with different product IDs. */
export function productId(mode: 'period' | 'usage', product: { item: Item; spec: string; region: string }): string {
  const key = `${mode} ${product.item.id} ${product.spec} ${product.region}`;
  const digits = BigInt(hashText(key)) * 1_000_003n + BigInt(hashText(`${key}#`));
  return `OFFI${String(digits).padStart(18, '5').slice(-18)}`;
}
