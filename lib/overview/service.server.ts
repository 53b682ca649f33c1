import 'server-only';

import { type Names, readNames } from '@/lib/bills/names.server';
import { type PinnedVersions, pinPublished } from '@/lib/bills/published.server';
import { readTrust, type Trust } from '@/lib/bills/trust.server';
import type { Live } from '@/lib/bss/live.server';
import type { ServiceContext } from '@/lib/context.server';
import { addCycles, type Cycle, cycleAt, cyclesBetween, finalAt } from '@/lib/cycles';
import { readServiceMonths, type ServiceSum } from '@/lib/ledger/queries/service-months.server';
import type { Freshness } from '@/lib/dto';
import { type Money, money } from '@/lib/money';
import { accountsInScope } from '@/lib/query/across-accounts.server';
import { describeBalance, readBalance } from './balance.server';
import { overviewByCurrency, type ServiceAmount } from './by-currency';
import { describeExpiring, readExpiring } from './expiring-resources.server';
import type { OverviewFilters } from './filters';
import { readSameDays, type SameDays } from './same-days.server';
import type { Overview, OverviewCurrency } from './schema';
import { settle } from './settle.server';
import { describeWaiting, readWaitingOrders } from './waiting-orders.server';

const MONTHS = 12;

/**
 * Twelve cycles by service from the ledger; balance, waiting orders and expiring resources of the accounts in scope, live.
 * The open cycle so far is compared with the same days of the one before, or with the whole one when its lines are not in
 * the ledger. What an account does not answer is named in `failed`.
 * @throws AppError `not_found` for an account outside the scope, `ledger_unavailable`
 */
export async function getOverview(ctx: ServiceContext, filters: OverviewFilters): Promise<Overview> {
  const accounts = accountsInScope(ctx, filters.account);
  const thisCycle = cycleAt(ctx.clock.now());
  const cycles = cyclesBetween(addCycles(thisCycle, 1 - MONTHS), thisCycle);
  const [bills, balance, orders, resources] = await Promise.all([
    readBills(ctx, { account: filters.account, cycles }),
    settle('balance', accounts, (account) => readBalance(ctx, account)),
    settle('orders', accounts, (account) => readWaitingOrders(ctx, account)),
    settle('resources', accounts, (account) => readExpiring(ctx, account)),
  ]);
  const parts = [balance, orders, resources];
  const { view, trust, sameDays } = bills;
  const currencies = describeCurrencies(bills, cycles, describeBalance(balance, accounts));
  return {
    cycle: thisCycle,
    previousCycle: addCycles(thisCycle, -1),
    comparison: sameDays === null ? 'whole-months' : 'same-days',
    comparedThrough: sameDays?.through ?? null,
    currencies,
    waiting: describeWaiting(orders),
    expiring: describeExpiring(resources, ctx.clock.now()),
    cycles: describeCycles(currencies, view),
    failed: parts.flatMap(({ failed }) => failed),
    unpublished: trust.unpublished,
    unproven: trust.unproven,
    ...freshnessOf(
      { asOf: view.asOf, ...trust },
      parts.flatMap(({ answered }) => answered.map(({ live }) => live)),
    ),
  };
}

interface Bills {
  view: PinnedVersions;
  trust: Trust;
  rows: ServiceSum[];
  sameDays: SameDays | null;
  names: Names;
}

async function readBills(
  ctx: ServiceContext,
  period: { account: string | null; cycles: readonly Cycle[] },
): Promise<Bills> {
  const [view, names] = await Promise.all([pinPublished(ctx, period), readNames(ctx)]);
  const [rows, sameDays, trust] = await Promise.all([
    readServiceMonths(ctx.ledger, view, ctx.signal),
    readSameDays(ctx, view),
    readTrust(ctx, view),
  ]);
  return { view, trust, rows, sameDays, names };
}

function describeCurrencies(
  { view, trust, rows, sameDays, names }: Bills,
  cycles: readonly Cycle[],
  balance: Money[],
): OverviewCurrency[] {
  const named = ({ cycle, currency, code, name, consumeAmount }: ServiceSum): ServiceAmount => ({
    cycle,
    serviceTypeCode: code || null,
    serviceTypeName: names.of('service', code) ?? (name || null),
    consumeAmount: money(consumeAmount, currency),
  });
  const blocks = overviewByCurrency(rows.map(named), {
    cycles,
    before: sameDays?.sums.map(named) ?? null,
    comparable: !trust.unpublished.some(({ cycle }) => cycles.slice(-2).includes(cycle as Cycle)),
    configured: view.accounts
      .filter(({ domainId }) => view.published.some((version) => version.domainId === domainId))
      .map(({ currency }) => currency),
    stateOf: (cycle) => view.states[cycle] ?? 'open',
  });
  return blocks.map((block) => ({
    ...block,
    balance: balance.find(({ currency }) => currency === block.currency) ?? null,
  }));
}

/** Newest first. The sums are those of the charts, so that the two can never differ. */
function describeCycles(
  currencies: readonly OverviewCurrency[],
  { cycles, states }: PinnedVersions,
): Overview['cycles'] {
  return cycles
    .map((cycle, index) => ({
      cycle,
      state: states[cycle] ?? ('open' as const),
      finalAt: finalAt(cycle).toISOString(),
      totals: currencies.flatMap(({ months }) => months[index]?.total ?? []),
    }))
    .reverse();
}

function freshnessOf(bills: Freshness, live: readonly Live<unknown>[]): Freshness {
  return {
    asOf: live.reduce((oldest, { asOf }) => (asOf < oldest ? asOf : oldest), bills.asOf),
    stale: bills.stale || live.some(({ stale }) => stale),
    missing: bills.missing,
  };
}
