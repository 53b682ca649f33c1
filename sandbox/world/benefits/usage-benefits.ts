import { ONE, type Units } from '../../wire/amounts';
import { cycleStart, cycleText, DAY } from '../../wire/times';
import type { Account } from '../accounts';
import type { Settlement } from '../funds/settlements';
import { hashText, randomFrom } from '../random';
import type { Benefit, BenefitUse, Held } from './benefit';

const faces = { coupon: 200, flexi: 200, card: 400 } as const;
type Way = keyof typeof faces;

/**
 * What paid the pay-per-use lines of a cycle besides money: coupons and cards for pay-per-use only, one after the
 * other, each granted when the one before is used up. What is left of the last ends with the next month.
 */
export function usageBenefits(account: Account, cycle: number, settlements: readonly Settlement[]): Held[] {
  return (['coupon', 'flexi', 'card'] as const).flatMap((way) => wayBenefits(account, { cycle, way }, settlements));
}

function wayBenefits(account: Account, of: { cycle: number; way: Way }, settlements: readonly Settlement[]): Held[] {
  const face = faces[of.way] * (account.currency === 'CNY' ? 5 : 1) * ONE;
  const held: (Held & { uses: BenefitUse[] })[] = [];
  let total: Units = 0;
  for (const [at, amount] of byTime(settlements, of.way)) {
    const before = total;
    total += amount;
    for (let place = 0; place * face < Math.max(total, before); place += 1) {
      held[place] ??= { benefit: grant(account, { ...of, face, place, at }), uses: [], lockedBy: null };
      const change = inside(total, place, face) - inside(before, place, face);
      if (change !== 0) held[place]?.uses.push({ at, amount: change, orderId: null, cycle: of.cycle });
    }
  }
  return held;
}

/** What the benefit at a place has paid of a running total. */
const inside = (total: Units, place: number, face: Units): Units => Math.min(Math.max(total - place * face, 0), face);

function byTime(settlements: readonly Settlement[], way: Way): Map<number, Units> {
  const sums = new Map<number, Units>();
  for (const { at, taken } of settlements) {
    if (taken[way] !== 0) sums.set(at, (sums.get(at) ?? 0) + taken[way]);
  }
  return sums;
}

const names: Record<Way, string> = {
  coupon: 'Pay-per-use voucher',
  flexi: 'Pay-per-use flexi-purchase',
  card: '按需专用储值卡',
};

function grant(account: Account, spec: { cycle: number; way: Way; face: Units; place: number; at: number }): Benefit {
  const { cycle, way } = spec;
  const random = randomFrom(hashText(account.domainId), cycle, spec.place, hashText(way));
  const month = cycleText(cycle);
  return {
    id: `${way === 'card' ? 'SC' : 'CP'}${month.replace('-', '').slice(2)}${random.code(14)}`,
    code: random.code(16),
    kind: way === 'coupon' ? 'cash' : way,
    version: 2,
    face: spec.face,
    createdAt: spec.at,
    activeAt: spec.at,
    expiresAt: cycleStart(cycle + 2) - 1000 + (way === 'card' ? 730 * DAY : 0),
    recycledAt: null,
    frozen: null,
    plan: { id: `PLAN-USAGE-${way.toUpperCase()}`, name: names[way], text: `${names[way]} ${month}` },
    fetchMethod: 3,
    limits: [{ key: 'chargingMode', value: '3', upTo: null }],
  };
}
