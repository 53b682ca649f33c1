import type { Units } from '../../wire/amounts';
import { refuse } from '../../wire/refusal';
import { type BenefitView } from '../../world/benefits/benefit';
import { type Offer, offersFor } from '../../world/benefits/discounts';
import { benefitsAt } from '../../world/benefits/holdings';
import { fundsAt, takeFrom } from '../../world/funds/funds';
import { payerOf } from '../../world/funds/movements';
import { itemsOf, type Order, type Payment, sumCharges } from '../../world/order';
import { otherBy } from '../../world/life/repricing';
import { type Tenant, tenantOf } from '../../world/world';
import type { Call } from '../operation';
import { buyerOf, chooseBenefits, goesWith, isUsable, type Priced, spendOn, type Wanted } from './choose-benefits';

/** What a caller wants to pay an order with besides money. */
export interface Wish {
  discount: { id: string; type: number } | null;
  coupons: readonly Wanted[];
}

/** How an order is going to be paid, or the refusal: the discount first, then coupons and cards, then funds. */
export function planPayment(call: Call, of: { order: Order; owner: Tenant }, wish: Wish): Payment {
  const { world, now } = call;
  const { order, owner } = of;
  const offer = chooseOffer(offersFor(owner.account, order), wish.discount);
  const priced = priceOf(order, offer);
  const buyer = buyerOf(owner, now);
  const held = benefitsAt(owner, now);
  const chosen = chooseBenefits(wish.coupons, held, { priced, buyer });
  const other = call.fault?.world === 'otherAmount' ? call.fault : null;
  const extra = other?.by === null ? automaticCoupon(held, chosen, { priced, buyer }) : null;
  const views = extra ? [...chosen, extra] : chosen;
  const otherwise = other && !extra ? (payable: Units) => otherBy(payable, other.by) : null;
  const spending = spendOn(views, { priced, buyer, otherwise });
  const payer = tenantOf(world, payerOf(world, owner.account, order).domainId);
  const funds = takeFrom(fundsAt(world, payer, now), spending.rest);
  if (!funds) throw refuse('CBC.99005003');
  const { coupon, benefits } = spending;
  const isOwn = (offer === null || offer.isOwn) && coupon === null;
  const type = offer?.orderType ?? order.discountType;
  const discount = isOwn ? null : { type, units: priced.discount + (coupon?.units ?? 0), coupon };
  // A coupon that was applied by itself is all that differs; another price is made by the world.
  return { at: now, discount, benefits, funds, fault: extra ? null : (call.fault ?? null) };
}

/** The discount asked for; a price adjustment must be used when it is offered. */
function chooseOffer(offers: readonly Offer[], wanted: Wish['discount']): Offer | null {
  if (wanted === null) {
    if (offers.some((offer) => offer.type === 609)) throw refuse('CBC.99003108', 'the price adjustment must be used');
    return null;
  }
  const found = offers.find((offer) => offer.id === wanted.id && offer.type === wanted.type);
  if (!found) throw refuse('CBC.99003108', wanted.id);
  return found;
}

function priceOf(order: Order, offer: Offer | null): Priced {
  const { official, discount } = sumCharges(itemsOf(order));
  return { order, official, discount: offer && !offer.isOwn ? offer.units : discount, chosen: offer !== null };
}

/** The coupon that the system applies by itself: the one of cash that pays most. */
function automaticCoupon(
  held: readonly BenefitView[],
  taken: readonly BenefitView[],
  of: { priced: Priced; buyer: ReturnType<typeof buyerOf> },
): BenefitView | null {
  if (taken.some((view) => view.benefit.kind === 'discount')) return null;
  const { priced, buyer } = of;
  const fits = held.filter(
    (view) =>
      view.benefit.kind === 'cash' &&
      !taken.includes(view) &&
      isUsable(view, priced.order, buyer) &&
      goesWith(view, priced),
  );
  return fits.reduce<BenefitView | null>((best, view) => (best && best.balance >= view.balance ? best : view), null);
}
