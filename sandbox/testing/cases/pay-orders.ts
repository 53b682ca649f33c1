import fc from 'fast-check';
import { COUPON_TYPES } from '../../operations/benefits/coupon-json';
import { buyerOf, goesWith, isUsable } from '../../operations/orders/choose-benefits';
import type { BenefitView, UseLimit } from '../../world/benefits/benefit';
import { type Offer, offersFor } from '../../world/benefits/discounts';
import { type Order, statusAt } from '../../world/order';
import type { World } from '../../world/world';
import type { OperationCases, Request } from '../cases';
import { NOW } from '../fixture';
import { benefitsOf, type Found, findUnpaid, isAffordable, priceOf, tenantAt, unpaidOrders } from '../payable';

const path = '/v3/orders/customer-orders/pay';
const plain = { use_coupon: 'NO', use_discount: 'NO' };
const types = {
  ...Object.fromEntries(Object.entries(COUPON_TYPES)),
  cash: 301,
  product: 301,
  discount: 300,
  flexi: 302,
  card: 303,
};

const typeOf = (view: BenefitView): number => types[view.benefit.kind as keyof typeof types] as number;
const couponInfo = (view: BenefitView) => ({ id: view.benefit.id, type: typeOf(view) });
const discountInfo = (offer: Offer) => ({ id: offer.id, type: offer.type });
const offersOf = ({ tenant, order }: Found) => offersFor(tenant.account, order);
const mayBePlain = (found: Found): boolean => offersOf(found).every((offer) => offer.type !== 609);
const limited = (key: UseLimit['key']) => (view: BenefitView) =>
  view.benefit.limits.some((limit) => limit.key === key) && view.status === 2;

/** Coupons and cards that can pay for an order, whatever discount it gets. */
function usable(found: Found): BenefitView[] {
  const buyer = buyerOf(found.tenant, found.now);
  const list = { order: found.order, official: 100, discount: 100, chosen: true };
  return benefitsOf(found).filter((view) => isUsable(view, found.order, buyer) && goesWith(view, list));
}

/** The next order that waits, with any discount and any coupons that go together. */
function request(world: World): fc.Arbitrary<Request> {
  const found = findUnpaid(world, (one) => isAffordable(one, world));
  const offers = offersOf(found);
  const must = offers.filter((offer) => offer.type === 609);
  const discount = must.length > 0 ? fc.constantFrom(...must) : fc.option(fc.constantFrom(...offers));
  const coupons = fc
    .subarray(usable(found), { maxLength: 3 })
    .map((views) => (views.some((view) => typeOf(view) === 300) ? views.filter((view) => typeOf(view) !== 301) : views))
    .filter((views) => views.filter((view) => typeOf(view) === 300).length <= 1);
  const id = fc.constantFrom(found.order.id, found.order.id.toLowerCase());
  return fc.tuple(id, offers.length > 0 ? discount : fc.constant(null), coupons).map(([order_id, offer, views]) => ({
    path,
    account: found.account,
    now: found.now,
    body: {
      order_id,
      use_coupon: views.length > 0 ? 'YES' : 'NO',
      use_discount: offer ? 'YES' : 'NO',
      coupon_infos: views.length > 0 ? views.map(couponInfo) : null,
      ...(offer ? { discount_infos: [discountInfo(offer)] } : {}),
    },
  }));
}

/** An order of the first account in a state. */
function orderIn(world: World, meets: (order: Order) => boolean): string {
  const found = tenantAt(world, 0).history.orders.findLast((order) => order.createdAt <= NOW && meets(order));
  if (!found) throw new Error('the first account has no such order');
  return found.id;
}

const isLapsed = (order: Order): boolean =>
  order.paidAt === null && order.deadline !== null && order.deadline <= NOW && statusAt(order, NOW) === 4;

const pay = (found: Found, more: Record<string, unknown>): Request => ({
  path,
  account: found.account,
  now: found.now,
  body: { order_id: found.order.id, ...plain, ...more },
});

const withCoupons = (...views: readonly BenefitView[]) => ({ use_coupon: 'YES', coupon_infos: views.map(couponInfo) });
const withDiscount = (offer: Offer) => ({ use_discount: 'YES', discount_infos: [discountInfo(offer)] });
const any = [0, 1, 2];

/** A coupon of an account with a condition on discounts, and an order with a discount to try it on. */
function clash(world: World, key: UseLimit['key'], type: Offer['type'] | null): Request {
  let offer: Offer | undefined;
  const meets = (found: Found) => {
    offer = offersOf(found).find((one) => one.type !== 609 && (type === null || one.type === type));
    return offer !== undefined && benefitsOf(found).some(limited(key));
  };
  const found = findUnpaid(world, meets, any);
  const coupon = benefitsOf(found).find(limited(key));
  if (!coupon || !offer) throw new Error('nothing clashes');
  return pay(found, { ...withCoupons(coupon), ...withDiscount(offer) });
}

/** A used coupon, one that another order holds, a frozen and an inactive one. */
function refusedCoupons(world: World): [string, Request, string][] {
  const found = findUnpaid(world, mayBePlain);
  const held = benefitsOf(found).filter(({ benefit }) => benefit.kind !== 'card');
  const of = (what: string, meets: (view: BenefitView) => boolean): [string, Request, string][] => {
    const view = held.find(meets);
    return view ? [[what, pay(found, withCoupons(view)), '400 CBC.99003112']] : [];
  };
  return [
    ...of('a used coupon', (view) => view.status === 3),
    ...of('an expired coupon', (view) => view.status === 4),
    ...of('a recycled coupon', (view) => view.status === 5),
    ...of('an inactive coupon', (view) => view.status === 1),
    ...of('a frozen coupon', (view) => view.status === 2 && view.frozen),
    ...of('a coupon for pay-per-use', limited('chargingMode')),
    ...of('a coupon of another order', (view) => view.lockedBy !== null && view.lockedBy !== found.order.id),
  ];
}

export const payOrders: OperationCases = {
  operation: 'PayOrders',
  writes: true,
  valid: request,
  invalid: (world) => {
    const one = findUnpaid(world, mayBePlain);
    const combined = findUnpaid(world, ({ order }) => order.children.length > 0, any);
    const short = unpaidOrders(world, [2], NOW).find((found) => mayBePlain(found) && priceOf(found.order) > 0);
    const adjusted = findUnpaid(world, (found) => !mayBePlain(found), any);
    const [cash, discount] = [usable(one).find((view) => typeOf(view) === 301), usable(one).find(limited('cycleNum'))];
    const foreign = unpaidOrders(world, [1, 2], NOW).find(({ account }) => account === 2);
    const simple = (order_id: string, account = 0): Request => ({ path, account, body: { order_id, ...plain } });
    return [
      ['an unknown order', simple('CS0000000000ZZZZZ'), '400 CBC.30000010'],
      ['an order of somebody else', simple(foreign?.order.id ?? 'CS0'), '400 CBC.30000010'],
      ['a paid order', simple(orderIn(world, (order) => statusAt(order, NOW) === 5)), '400 CBC.99003106'],
      [
        'an order that waits for approval',
        simple(orderIn(world, (order) => statusAt(order, NOW) === 1)),
        '400 CBC.99003106',
      ],
      ['an order whose time is over', simple(orderIn(world, isLapsed)), '400 CBC.99003110'],
      ['a part of a combined order', pay(combined, { order_id: combined.order.children[0]?.id }), '400 CBC.99000089'],
      [
        'a discount nobody offers',
        pay(one, { use_discount: 'YES', discount_infos: [{ id: 'DIS-0', type: 0 }] }),
        '400 CBC.99003108',
      ],
      ['no use of a price adjustment', pay(adjusted, {}), '400 CBC.99003108'],
      [
        'a coupon nobody has',
        pay(one, { use_coupon: 'YES', coupon_infos: [{ id: 'CP0', type: 301 }] }),
        '400 CBC.99003112',
      ],
      ...refusedCoupons(world),
      ['a coupon for list prices with a discount', clash(world, 'excludesDiscount', null), '400 CBC.99003116'],
      ['a coupon for small discounts with a large one', clash(world, 'minimumDiscountRate', 0), '400 CBC.99003117'],
      ...(cash && discount
        ? ([['cash and discount coupon together', pay(one, withCoupons(cash, discount)), '400 CBC.99003147']] as const)
        : []),
      ...(short ? ([['more than there is', pay(short, {}), '400 CBC.99005003']] as const) : []),
      ['coupons that are not named', pay(one, { use_coupon: 'YES' }), '400 CBC.0100'],
      ['a discount that is not named', pay(one, { use_discount: 'YES', discount_infos: [] }), '400 CBC.0100'],
      [
        'a coupon twice',
        pay(one, {
          use_coupon: 'YES',
          coupon_infos: [
            { id: 'a', type: 301 },
            { id: 'a', type: 301 },
          ],
        }),
        '400 CBC.0100',
      ],
      [
        'two discount coupons',
        pay(one, {
          use_coupon: 'YES',
          coupon_infos: [
            { id: 'a', type: 300 },
            { id: 'b', type: 300 },
          ],
        }),
        '400 CBC.0100',
      ],
      ['a coupon that is text', pay(one, { use_coupon: 'YES', coupon_infos: ['CP0'] }), '400 CBC.0100'],
      ['another word for yes', pay(one, { use_coupon: 'yes' }), '400 CBC.0100'],
    ];
  },
};
