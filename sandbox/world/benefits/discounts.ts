import { formatUnits, ONE, share, truncateToCents, type Units } from '../../wire/amounts';
import type { Account } from '../accounts';
import { itemsOf, type Order, sumCharges } from '../order';
import { isDiscounted, keepRateOf } from '../ordering';
import { hashText, randomFrom } from '../random';

/** A discount that the customer may choose for an order that waits for payment; only one can be used. */
export interface Offer {
  id: string;
  /** As in order-discounts and pay: 0 promotion, 2 commercial, 3 partner-granted, 609 order price adjustment. */
  type: 0 | 2 | 3 | 609;
  /** As in `amount_info.discounts`, section 4.7. */
  orderType: string;
  /** 0 rate, 1 fixed price, 2 amount off. */
  mode: 0 | 1 | 2;
  /** Text of the rate or of the amount off; empty for a fixed price. */
  value: string;
  /** What it takes off the list price of the whole order. */
  units: Units;
  /** It is the one that the order was made with. */
  isOwn: boolean;
}

/** The discounts an order can be paid with; a price adjustment stands alone, for it must be used. */
export function offersFor(account: Account, order: Order): Offer[] {
  const { official } = sumCharges(itemsOf(order));
  if (official <= 0 || order.type === 13) return [];
  const random = randomFrom(hashText(order.id), 0x0ffe4);
  const list = {
    official,
    adjusted: random.chance(0.12),
    promoted: random.chance(0.75),
    mode: random.pick([0, 1, 2] as const),
  };
  if (list.adjusted) return [adjustment(order, official)];
  const contracts = account.discounts.flatMap((discount): Offer[] => {
    const isOwn = discount === account.discounts[0];
    const charges = itemsOf(order).flatMap((item) => item.charges);
    const units = charges.reduce((sum, charge) => {
      const { service } = charge.resource.item;
      const keep = isDiscounted(service) ? keepRateOf(discount, service) : 1000;
      return sum + charge.official - truncateToCents(share(charge.official, keep, 1000));
    }, 0);
    if (units === 0) return [];
    const value = formatUnits((ONE / 1000) * discount.keepOther);
    const type = discount.type === 605 ? 2 : 3;
    return [{ id: discount.id, type, orderType: String(discount.type), mode: 0, value, units, isOwn }];
  });
  return list.promoted ? [...contracts, promotion(order, official, list.mode)] : contracts;
}

/** A quarter off, as a rate, as a price or as an amount. */
function promotion(order: Order, official: Units, mode: Offer['mode']): Offer {
  const price = truncateToCents(share(official, 3, 4));
  const units = official - price;
  const value = mode === 0 ? '0.75' : mode === 1 ? '' : formatUnits(units);
  return { id: `DIS-0-${order.id}`, type: 0, orderType: '700', mode, value, units, isOwn: false };
}

function adjustment(order: Order, official: Units): Offer {
  const units = truncateToCents(share(official, 3, 20));
  return {
    id: `DIS-609-${order.id}`,
    type: 609,
    orderType: '609',
    mode: 2,
    value: formatUnits(units),
    units,
    isOwn: false,
  };
}
