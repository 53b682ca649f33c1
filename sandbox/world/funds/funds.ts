import type { Units } from '../../wire/amounts';
import type { Funding } from '../order';
import type { Tenant, World } from '../world';
import { type FundsRecord, type Level, openingRecords, type Play, playMonth } from './ledger';
import { debtOf, movementsOf } from './movements';
import { collectionOf, type FundsPolicy, fundMonthOf, fundsPolicy, monthStart } from './policy';

/** Balances of an account at an instant of business time, in units of 1e-8 of its currency. */
export interface Funds extends Level {
  /** The total credit line. */
  line: Units;
  debt: Units;
}

export function fundsAt(world: World, tenant: Tenant, now: number): Funds {
  const cycle = fundMonthOf(now);
  const policy = fundsPolicy(tenant.account, cycle);
  const { level } = playUntil(world, tenant, { cycle, now });
  const before = collectionOf(cycle - 1) > now ? debtOf(tenant, cycle - 1, now) : 0;
  return { ...level, line: policy.line, debt: before + debtOf(tenant, cycle, now) };
}

/** Every change of the two accounts from the begin of a fund month to an instant, oldest first. */
export function recordsBetween(world: World, tenant: Tenant, span: { cycle: number; now: number }): FundsRecord[] {
  const records: FundsRecord[] = [];
  const { now } = span;
  let before = monthEnd(world, tenant, span.cycle - 1);
  for (let cycle = span.cycle; monthStart(cycle) <= now; cycle += 1) {
    const policy = fundsPolicy(tenant.account, cycle);
    const play = playUntil(world, tenant, { cycle, now });
    records.push(...openingRecords(policy, cycle, before), ...play.records);
    before = play.level;
  }
  return records;
}

/** What was spent in a fund month until an instant, refunds taken off: orders, usage, fees, taxes and adjustments. */
export function spentIn(world: World, tenant: Tenant, now: number): Units {
  const moved = movementsOf(world, tenant, { cycle: fundMonthOf(now), now });
  return moved
    .filter((movement) => movement.kind !== 'collection')
    .reduce((sum, movement) => sum - movement.cash - movement.credit, 0);
}

/** Cash first, then credit; null when both together do not do. */
export function takeFrom(funds: Level, amount: Units): Funding | null {
  const cash = Math.min(Math.max(funds.cash, 0), amount);
  const credit = amount - cash;
  return credit <= Math.max(funds.credit, 0) ? { cash, credit } : null;
}

function playUntil(world: World, tenant: Tenant, span: { cycle: number; now: number }): Play {
  const policy: FundsPolicy = fundsPolicy(tenant.account, span.cycle);
  const play = playMonth(policy, span.cycle, movementsOf(world, tenant, span));
  play.sweepUntil(Math.min(span.now, monthStart(span.cycle + 1) - 1));
  return play;
}

const monthEnd = (world: World, tenant: Tenant, cycle: number): Level =>
  playUntil(world, tenant, { cycle, now: monthStart(cycle + 1) - 1 }).level;
