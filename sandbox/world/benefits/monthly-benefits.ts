import { ONE, type Units } from '../../wire/amounts';
import { cycleStart, cycleText, DAY, HOUR } from '../../wire/times';
import type { Account } from '../accounts';
import { itemById } from '../catalogue';
import { productId } from '../prices';
import { hashText, type Random, randomFrom } from '../random';
import type { Benefit, BenefitKind, UseLimit } from './benefit';

/**
 * What an account is granted in a month whether it spends it or not. Together the months make sure that at any
 * instant there is a coupon of every type and status: one without limits, one that ends soon, an inactive, a frozen
 * and a recycled one, and ones that go with no discount or with few. China has cards as well.
 */
export function monthlyBenefits(account: Account, cycle: number): Benefit[] {
  const random = randomFrom(hashText(account.domainId), cycle, 0x90a47);
  const draft = (at: { day: number; lasts: number }, spec: Omit<Spec, 'at' | 'lasts'>): Benefit =>
    grant(account, random, { ...spec, at: cycleStart(cycle) + (at.day - 1) * DAY + 10 * HOUR, lasts: at.lasts }, cycle);
  const region = account.regions[0];
  const server = itemById('ecs.s6.large.2');
  const sold = productId('period', { item: server, spec: server.spec, region });
  const money = (...values: readonly [number, ...number[]]) => random.pick(values) * scaleOf(account);
  const open = draft(
    { day: 1, lasts: 100 },
    { kind: 'cash', version: 2, face: money(100, 200, 300), plan: 'Welcome back' },
  );
  const later = draft({ day: 15, lasts: 120 }, { kind: 'cash', version: 1, face: money(50, 80), plan: 'Anniversary' });
  const back = draft({ day: 3, lasts: 60 }, { kind: 'cash', version: 1, face: money(20, 40), plan: 'Trial campaign' });
  const held = draft({ day: 4, lasts: 90 }, { kind: 'cash', version: 2, face: money(60, 90), plan: 'Partner gift' });
  const strict: UseLimit =
    cycle % 2 === 0
      ? { key: 'excludesDiscount', value: '1', upTo: null }
      : { key: 'minimumDiscountRate', value: '0.8', upTo: null };
  return [
    open,
    draft(
      { day: random.between(5, 25), lasts: 30 },
      {
        kind: 'cash',
        version: 1,
        face: money(10, 20, 50),
        plan: 'Regional launch',
        limits: [
          { key: 'regionCode', value: region, upTo: null },
          random.chance(0.3)
            ? { key: 'firstOrderInService', value: '1', upTo: null }
            : { key: 'cycleType', value: '0', upTo: null },
        ],
      },
    ),
    draft(
      { day: 2, lasts: 60 },
      {
        kind: 'discount',
        version: 1,
        face: random.between(80, 95) * (ONE / 100),
        plan: 'Autumn discount',
        limits: [
          { key: 'subscribeType', value: 'new', upTo: null },
          { key: 'cycleNum', value: '1', upTo: '36' },
        ],
      },
    ),
    draft(
      { day: 2, lasts: 100 },
      { kind: 'cash', version: 2, face: money(80, 120), plan: 'List price only', limits: [strict] },
    ),
    draft(
      { day: 7, lasts: 90 },
      {
        kind: 'product',
        version: 2,
        face: money(40, 60),
        plan: 'Server voucher',
        limits: [{ key: 'productId', value: sold, upTo: null }],
      },
    ),
    draft({ day: 9, lasts: 365 }, { kind: 'flexi', version: 2, face: money(100, 200, 500), plan: 'Flexi-purchase' }),
    { ...later, activeAt: later.createdAt + 35 * DAY },
    { ...back, recycledAt: back.createdAt + 9 * DAY },
    { ...held, frozen: { from: held.createdAt + 4 * DAY, to: held.createdAt + 36 * DAY } },
    ...(account.site === 'cn'
      ? [draft({ day: 6, lasts: 1095 }, { kind: 'card', version: 2, face: money(100, 200, 400), plan: '储值卡' })]
      : []),
  ];
}

/** Amounts of an account in another currency are of another size. */
const scaleOf = (account: Account): Units => (account.currency === 'CNY' ? 5 : 1) * ONE;

interface Spec {
  kind: BenefitKind;
  version: 1 | 2;
  face: Units;
  plan: string;
  limits?: readonly UseLimit[];
  at: number;
  /** Days. */
  lasts: number;
}

function grant(account: Account, random: Random, spec: Spec, cycle: number): Benefit {
  const month = cycleText(cycle);
  return {
    id: `${spec.kind === 'card' ? 'SC' : 'CP'}${month.replace('-', '').slice(2)}${random.code(14)}`,
    code: random.code(16),
    kind: spec.kind,
    version: spec.version,
    face: spec.face,
    createdAt: spec.at,
    activeAt: spec.at,
    expiresAt: spec.at + spec.lasts * DAY,
    recycledAt: null,
    frozen: null,
    plan: {
      id: `PLAN-${hashText(spec.plan).toString(36).toUpperCase()}`,
      name: spec.plan,
      text: `${spec.plan} ${month}, ${account.name}`,
    },
    fetchMethod: random.pick([1, 2, 3, 4, 5] as const),
    limits: spec.limits ?? [],
  };
}
