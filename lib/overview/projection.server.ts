import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { addCycles, type Cycle, cycleAt } from '@/lib/cycles';
import { readPublished } from '@/lib/ledger/published.server';
import { type DailyTotal, dailyTotalsQuery } from '@/lib/ledger/queries/daily-totals.server';
import { rolledVersions } from '@/lib/ledger/rollup/versions';
import { type Decimal, divideRounded, fromUnits, money, toUnits } from '@/lib/money';
import { accountsInScope } from '@/lib/query/across-accounts.server';
import type { PublishedVersion } from '@/lib/state/versions.server';
import type { OverviewFilters } from './filters';
import {
  type DayCharge,
  daysLeft,
  isDue,
  lastWholeDay,
  type Projection,
  projectWithBand,
  TESTED_MONTHS,
} from './projection';
import type { ProjectedCurrency, ProjectionAnswer } from './projection-schema';

/**
 * What the open cycle will come to, per currency, from the single charges of the ledger; nothing where an account lacks
 * this or the last cycle, or where fewer than three months can be tested.
 * @throws AppError `not_found` for an account outside the scope, `ledger_unavailable`
 */
export async function getProjection(ctx: ServiceContext, { account }: OverviewFilters): Promise<ProjectionAnswer> {
  const accounts = accountsInScope(ctx, account);
  const cycle = cycleAt(ctx.clock.now());
  const from = addCycles(cycle, -1 - TESTED_MONTHS);
  const domainIds = accounts.map(({ domainId }) => domainId);
  const { whole: versions } = await readPublished(ctx.state, ctx.ledger, { domainIds, from, to: cycle });
  const published = wholeCycles(versions, domainIds.length);
  const head = { cycle, previousCycle: addCycles(cycle, -1) };
  const readAt = versions.flatMap((version) => (version.cycle === cycle ? [Date.parse(version.asOf)] : []));
  const through = lastWholeDay(readAt);
  if (through === null || !published.has(cycle)) return { ...head, through: null, daysLeft: 0, items: [] };
  const rows = await ctx.ledger.read<DailyTotal>(dailyTotalsQuery(rolledVersions(versions)), {
    keep: true,
    signal: ctx.signal,
  });
  const items = [...byCurrency(rows)].flatMap(([currency, charges]) => {
    const projection = projectWithBand(charges, { cycle, through, published });
    return projection ? [described(projection, currency)] : [];
  });
  return { ...head, through, daysLeft: daysLeft(cycle, through), items };
}

/** Cycles that every account has. */
function wholeCycles(versions: readonly PublishedVersion[], accounts: number): Set<string> {
  const counts = new Map<Cycle, number>();
  for (const { cycle } of versions) counts.set(cycle, (counts.get(cycle) ?? 0) + 1);
  return new Set([...counts].flatMap(([cycle, count]) => (count === accounts ? [cycle] : [])));
}

function byCurrency(rows: readonly DailyTotal[]): Map<string, DayCharge[]> {
  const charges = new Map<string, DayCharge[]>();
  for (const { currency, cycle, day, mode, type, value } of rows) {
    const own = charges.get(currency) ?? [];
    charges.set(currency, own);
    own.push({
      cycle,
      day,
      subscription: isDue({ mode, type }),
      units: toUnits(value as Decimal),
    });
  }
  return new Map([...charges].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function described(projection: Projection, currency: string): ProjectedCurrency {
  const asMoney = (units: bigint) => money(fromUnits(units), currency);
  return {
    currency,
    estimate: asMoney(projection.estimate),
    low: asMoney(projection.low),
    high: asMoney(projection.high),
    soFar: asMoney(projection.soFar),
    rate: asMoney(projection.rate),
    subscriptions: asMoney(projection.subscriptions),
    tests: projection.tests.map(({ cycle, off }) => ({ cycle, offPerMille: Number(divideRounded(off, 1000n)) })),
  };
}
