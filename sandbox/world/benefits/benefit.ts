import type { Units } from '../../wire/amounts';

/** What an account can pay with besides money. A discount coupon lowers the price, the others pay a part of it. */
export type BenefitKind = 'cash' | 'discount' | 'product' | 'flexi' | 'card';

/** A condition of a coupon; the keys that the contract names, and the ones listed as choices in README.md. */
export interface UseLimit {
  key:
    | 'regionCode'
    | 'productId'
    | 'subscribeType'
    | 'firstOrderInService'
    | 'cycleNum'
    | 'cycleType'
    | 'serviceType'
    | 'chargingMode'
    | 'excludesDiscount'
    | 'minimumDiscountRate';
  value: string;
  upTo: string | null;
}

/** A coupon or a stored-value card, as issued; what has been spent of it follows from orders and bill lines. */
export interface Benefit {
  id: string;
  code: string;
  kind: BenefitKind;
  /** 1 is used up by a single use, 2 lasts until its balance is 0. */
  version: 1 | 2;
  /** Units of money; of a discount coupon the part of the price that remains, 0.85 being 85 % to pay. */
  face: Units;
  createdAt: number;
  /** From when it can be used; it is inactive before. */
  activeAt: number;
  expiresAt: number;
  recycledAt: number | null;
  frozen: { from: number; to: number } | null;
  plan: { id: string; name: string; text: string };
  fetchMethod: 1 | 2 | 3 | 4 | 5;
  limits: readonly UseLimit[];
}

/** One deduction from a benefit; `orderId` is null when pay-per-use lines of a billing cycle were paid. */
export interface BenefitUse {
  at: number;
  amount: Units;
  orderId: string | null;
  cycle: number | null;
}

/** A benefit, the uses known of it, and the unpaid order that holds it. */
export interface Held {
  benefit: Benefit;
  uses: readonly BenefitUse[];
  lockedBy: string | null;
}

/** A benefit as it stands at an instant. Status as in section 4.9: 1 inactive, 2 available, 3 used, 4 expired, 5 recycled. */
export interface BenefitView {
  benefit: Benefit;
  status: 1 | 2 | 3 | 4 | 5;
  balance: Units;
  uses: readonly BenefitUse[];
  /** The unpaid order that holds it. */
  lockedBy: string | null;
  frozen: boolean;
  /** Since when it cannot be used any more, if so. */
  endedAt: number | null;
}

/** How a benefit stands at an instant, from the uses made of it until then. */
export function viewBenefit({ benefit, uses: made, lockedBy }: Held, now: number): BenefitView {
  const uses = made.filter((use) => use.at <= now);
  const spent = uses.reduce((sum, use) => sum + use.amount, 0);
  const isUsed = uses.length > 0 && (benefit.version === 1 || spent >= benefit.face);
  const balance = benefit.kind === 'discount' ? (isUsed ? 0 : benefit.face) : benefit.face - spent;
  const recycled = benefit.recycledAt !== null && benefit.recycledAt <= now ? benefit.recycledAt : null;
  const expired = benefit.expiresAt <= now ? benefit.expiresAt : null;
  const lastUse = uses[uses.length - 1]?.at ?? null;
  const frozen = benefit.frozen !== null && benefit.frozen.from <= now && now < benefit.frozen.to;
  return {
    benefit,
    status: isUsed ? 3 : recycled !== null ? 5 : expired !== null ? 4 : now < benefit.activeAt ? 1 : 2,
    balance,
    uses,
    lockedBy,
    frozen,
    endedAt: isUsed ? lastUse : (recycled ?? expired),
  };
}
