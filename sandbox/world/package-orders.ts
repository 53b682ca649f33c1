import { share, toUnits, truncateToCents, type Units } from '../wire/amounts';
import { decimal, decimalText } from '../wire/decimal';
import { MINUTE } from '../wire/times';
import type { Account } from './accounts';
import { chargeFor, completed, type Order } from './order';
import { keepRate, newItem, newOrder, newResource } from './ordering';
import type { Package } from './packages';
import { usagePrice } from './prices';
import { hashText, randomFrom } from './random';

/** Thousandths of the pay-per-use price that a package costs (illustrative). */
const RATE = 450;
const PAY_AFTER = 5 * MINUTE;

/** The order that bought a package: its ID is the one that the package names, and the package is its resource. */
export function packageOrder(account: Account, bought: Package): Order {
  const random = randomFrom(hashText(bought.id), 0x9ac6);
  const [first] = bought.items;
  if (!first) throw new Error('a package has items');
  const { item } = first;
  const [region] = account.regions;
  const place = { region, project: bought.project, random, decorate: (plain: string) => plain };
  const part = { item, spec: item.spec, size: null, name: bought.nameEn };
  const resource = {
    ...newResource(account, part, place),
    id: bought.id,
    kind: 'package' as const,
    name: bought.nameEn,
  };
  const at = bought.boughtAt - PAY_AFTER;
  const base = { type: 1 as const, service: item.service, billType: 1, at, project: bought.project };
  const order = { ...newOrder(account, random, base), id: bought.orderId };
  const price = priceOf(account, bought, region);
  const kept = truncateToCents(share(price, keepRate(account, item.service), 1000));
  const months = Math.max(1, Math.round((bought.to - bought.from) / (30.4 * 86_400_000)));
  const period =
    months === 12 ? { periodType: 3 as const, periodNum: 1 } : { periodType: 2 as const, periodNum: months };
  const line = newItem(order, [chargeFor(resource, price, price - kept)], period);
  order.items.push({ ...line, from: bought.from, to: bought.to });
  return completed(order, { paidAt: bought.boughtAt, completedAt: bought.boughtAt + 30_000 });
}

/** What the usage it can cover would cost, less what a package saves; in cents. */
function priceOf(account: Account, bought: Package, region: string): Units {
  const days = Math.round((bought.to - bought.from) / 86_400_000);
  const periods = { never: 1, day: days, month: Math.ceil(days / 31), anniversary: Math.ceil(days / 31) }[bought.reset];
  let total: Units = 0;
  for (const { item, quota } of bought.items) {
    const product = { item, spec: item.spec, region, currency: account.currency, size: null };
    const price = usagePrice(product, decimal(`${quota * periods}e-3`));
    if (price) total += toUnits(decimalText(price));
  }
  return truncateToCents(share(total, RATE, 1000));
}
