import { ONE, type Units } from '../../wire/amounts';
import { DAY, utcText } from '../../wire/times';
import { itemsOf, type Order, sumCharges } from '../order';
import { hashText, type Random, randomFrom } from '../random';
import type { Benefit, BenefitKind } from './benefit';

/**
 * The coupons and cards that explain what simulated orders spend. A coupon is claimed when its order is created and
 * reserved by it until it is paid; a card is bought in the second it pays. What an order does not need of a version 2
 * coupon or a card stays as its balance.
 */
export function benefitsOfOrders(orders: readonly Order[]): Benefit[] {
  return orders.flatMap((order) => {
    if (order.paidAt === null) return [];
    const { coupon, flexi, card } = sumCharges(itemsOf(order));
    if (coupon + flexi + card <= 0) return [];
    const random = randomFrom(hashText(order.id), 0xbe9ef);
    return [
      ...(coupon > 0 ? [cashCoupon(order, coupon, random)] : []),
      ...(flexi > 0 ? [issue(order, { kind: 'flexi', version: 2, amount: flexi, face: roundUp(flexi, 50) }, random)] : []),
      ...(card > 0 ? [issue(order, { kind: 'card', version: 2, amount: card, face: roundUp(card, 500) }, random)] : []),
    ];
  });
}

const roundUp = (units: Units, step: number): Units => Math.ceil(units / (step * ONE)) * step * ONE;

function cashCoupon(order: Order, amount: Units, random: Random): Benefit {
  const services = new Set(itemsOf(order).map((item) => item.item.service));
  const kind = services.size === 1 && random.chance(0.2) ? 'product' : 'cash';
  // A single-use coupon is worth exactly what it paid; odd amounts come from one that has more to give.
  const single = amount % (5 * ONE) === 0 && random.chance(0.5);
  return single
    ? issue(order, { kind, version: 1, amount, face: amount }, random)
    : issue(order, { kind, version: 2, amount, face: roundUp(amount, 50) }, random);
}

const plans: Record<BenefitKind, readonly [string, string]> = {
  cash: ['Checkout voucher', '结算代金券'],
  product: ['Product voucher', '产品代金券'],
  flexi: ['Flexi-purchase', '灵活购'],
  card: ['Gift card', '储值卡'],
  discount: ['Discount', '折扣券'],
};

function issue(
  order: Order,
  spec: { kind: BenefitKind; version: 1 | 2; amount: Units; face: Units },
  random: Random,
): Benefit {
  const isCard = spec.kind === 'card';
  const createdAt = isCard ? (order.paidAt ?? order.createdAt) : order.createdAt;
  const stamp = utcText(createdAt).replace(/\D/g, '').slice(2, 12);
  const [name, text] = plans[spec.kind];
  const service = order.children.length > 0 ? null : order.service;
  return {
    id: `${isCard ? 'SC' : 'CP'}${stamp}${random.code(8)}`,
    code: random.code(16),
    kind: spec.kind,
    version: spec.version,
    face: spec.face,
    createdAt,
    activeAt: createdAt,
    expiresAt: createdAt + (isCard ? 1095 : random.between(30, 365)) * DAY,
    recycledAt: null,
    frozen: null,
    plan: { id: `PLAN-${spec.kind.toUpperCase()}-CHECKOUT`, name, text },
    fetchMethod: random.pick([1, 2, 5] as const),
    limits:
      spec.kind === 'product' && service !== null ? [{ key: 'serviceType', value: service, upTo: null }] : [],
    reserved: { orderId: order.id, amount: spec.amount },
  };
}
