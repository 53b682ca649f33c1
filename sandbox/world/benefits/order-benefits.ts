import { ONE, type Units } from '../../wire/amounts';
import { DAY, utcText } from '../../wire/times';
import type { Account } from '../accounts';
import { itemsOf, type Order, statusAt, sumCharges } from '../order';
import { hash, hashText, type Random, randomFrom } from '../random';
import type { Benefit, BenefitKind, Held } from './benefit';

/**
 * The coupons and cards that explain what an order spent when the simulated customer paid it: claimed or bought at
 * the checkout, in the second of the payment. What it did not need of a version 2 coupon or a card stays as balance.
 */
export function benefitsSpentBy(order: Order): Held[] {
  if (order.paidAt === null || order.payment !== null) return [];
  const { coupon, flexi, card } = sumCharges(itemsOf(order));
  if (coupon + flexi + card <= 0) return [];
  const random = randomFrom(hashText(order.id), 0xbe9ef);
  return [
    ...(coupon > 0 ? [spend(order, random, voucher(order, coupon, random))] : []),
    ...(flexi > 0
      ? [spend(order, random, { kind: 'flexi', version: 2, amount: flexi, face: roundUp(flexi, 50) })]
      : []),
    ...(card > 0 ? [spend(order, random, { kind: 'card', version: 2, amount: card, face: roundUp(card, 500) })] : []),
  ];
}

/** Two of three orders that wait for payment hold a coupon the customer set aside for them; once paid it is free. */
export function setAsideFor(account: Account, order: Order, now: number): Held | null {
  const waits = order.steps.find((step) => step.status === 6);
  if (!waits || waits.at > now) return null;
  const random = randomFrom(hashText(order.id), 0x5e7a5);
  if (random.chance(0.34)) return null;
  const face = random.pick([20, 50] as const) * (account.currency === 'CNY' ? 5 : 1) * ONE;
  const benefit = checkoutBenefit(waits.at, random, { kind: 'cash', version: 1, face, lasts: 45 });
  return { benefit, uses: [], lockedBy: statusAt(order, now) === 6 ? order.id : null };
}

interface Spent {
  kind: BenefitKind;
  version: 1 | 2;
  face: Units;
  amount: Units;
}

const roundUp = (units: Units, step: number): Units => Math.ceil(units / (step * ONE)) * step * ONE;

function voucher(order: Order, amount: Units, random: Random): Spent {
  const kind = order.children.length === 0 && random.chance(0.2) ? 'product' : 'cash';
  // A single-use coupon is worth exactly what it paid; odd amounts come from one that has more to give.
  const isSingle = amount % (5 * ONE) === 0 && random.chance(0.5);
  return isSingle
    ? { kind, version: 1, amount, face: amount }
    : { kind, version: 2, amount, face: roundUp(amount, 50) };
}

function spend(order: Order, random: Random, spent: Spent): Held {
  const at = order.paidAt ?? order.createdAt;
  const lasts = spent.kind === 'card' ? 1095 : random.between(30, 365);
  const benefit = checkoutBenefit(at, random, { ...spent, lasts });
  const limits = [{ key: 'serviceType' as const, value: order.service, upTo: null }];
  return {
    benefit: spent.kind === 'product' ? { ...benefit, limits } : benefit,
    uses: [{ at, amount: spent.amount, orderId: order.id, cycle: null }],
    lockedBy: null,
  };
}

const plans: Record<BenefitKind, string> = {
  cash: 'Checkout voucher',
  product: 'Product voucher',
  flexi: 'Flexi-purchase',
  card: '储值卡',
  discount: 'Discount',
};

function checkoutBenefit(
  at: number,
  random: Random,
  spec: { kind: BenefitKind; version: 1 | 2; face: Units; lasts: number },
): Benefit {
  const stamp = utcText(at).replace(/\D/g, '').slice(2, 12);
  const name = plans[spec.kind];
  return {
    id: `${spec.kind === 'card' ? 'SC' : 'CP'}${stamp}${random.code(8)}`,
    code: random.code(16),
    kind: spec.kind,
    version: spec.version,
    face: spec.face,
    createdAt: at,
    activeAt: at,
    expiresAt: at + spec.lasts * DAY,
    recycledAt: null,
    frozen: null,
    plan: { id: `PLAN-${hash(hashText(name)).toString(36).toUpperCase()}`, name, text: `${name}, checkout` },
    fetchMethod: random.pick([1, 2, 5] as const),
    limits: [],
  };
}
