import { share, toUnits, truncateToCents, type Units } from '../../wire/amounts';
import { refuse } from '../../wire/refusal';
import { type BenefitView } from '../../world/benefits/benefit';
import { type Offer, offersFor } from '../../world/benefits/discounts';
import { benefitsAt } from '../../world/benefits/holdings';
import { fundsAt, takeFrom } from '../../world/funds/funds';
import { payerOf } from '../../world/funds/movements';
import { itemsOf, type Order, type Payment, sumCharges } from '../../world/order';
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
  const { world, now, fault } = call;
  const { order, owner } = of;
  const offer = chooseOffer(offersFor(owner.account, order), wish.discount);
  const asked = priceOf(order, offer);
  const buyer = buyerOf(owner, now);
  const held = benefitsAt(owner, now);
  const views = chooseBenefits(wish.coupons, held, { priced: asked, buyer });
  const isOther = fault?.world === 'otherAmount';
  const extra = isOther && fault.by === null ? automaticCoupon(held, views, { priced: asked, buyer }) : null;
  const priced = isOther && !extra ? otherPrice(asked, fault.by) : asked;
  const spending = spendOn(extra ? [...views, extra] : views, { priced, buyer });
  const payer = tenantOf(world, payerOf(world, owner.account, order).domainId);
  const funds = takeFrom(fundsAt(world, payer, now), spending.rest);
  if (!funds) throw refuse('CBC.99005003');
  const { coupon, benefits } = spending;
  const isChanged = priced !== asked || (offer !== null && !offer.isOwn) || coupon !== null;
  const type = offer?.orderType ?? order.discountType;
  const discount = isChanged ? { type, units: priced.discount + (coupon?.units ?? 0), coupon } : null;
  return { at: now, discount, benefits, funds, fault: isOther ? null : (fault ?? null) };
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

/** Another price: by so much more, or less when negative; a hundredth less where nothing is said. */
function otherPrice(priced: Priced, by: string | null): Priced {
  const payable = priced.official - priced.discount;
  const more: Units = by === null ? -Math.max(truncateToCents(share(payable, 1, 100)), 1) : toUnits(by);
  return { ...priced, discount: Math.min(Math.max(priced.discount - more, 0), priced.official) };
}
