import 'server-only';

import type { Account } from '@/lib/accounts/account';
import { readCycles } from '@/lib/bills/list-summary.server';
import { liveBillSource } from '@/lib/bills/live-source.server';
import type { BillSource, CycleSummary } from '@/lib/bills/source.server';
import type { Live } from '@/lib/bss/live.server';
import type { ServiceContext } from '@/lib/context.server';
import { addCycles, type Cycle, cycleAt, cyclesBetween, cycleStateAt, finalAt } from '@/lib/cycles';
import type { Money } from '@/lib/money';
import { accountsInScope } from '@/lib/query/across-accounts.server';
import { describeBalance, readBalance } from './balance.server';
import { overviewByCurrency } from './by-currency';
import { describeExpiring, readExpiring } from './expiring-resources.server';
import type { OverviewFilters } from './filters';
import type { Overview, OverviewCurrency } from './schema';
import { type Settled, settle } from './settle.server';
import { describeWaiting, readWaitingOrders } from './waiting-orders.server';

const MONTHS = 12;

/**
 * Twelve cycles by service, balance, waiting orders and expiring resources of the accounts in scope.
 * The open cycle is compared with the whole one before it. What an account does not answer is named in `failed`.
 * @throws AppError `not_found` for an account outside the scope; the upstream's error when nothing could be read
 */
export async function getOverview(
  ctx: ServiceContext,
  filters: OverviewFilters,
  source: BillSource = liveBillSource(ctx),
): Promise<Overview> {
  const accounts = accountsInScope(ctx, filters.account);
  const thisCycle = cycleAt(ctx.clock.now());
  const cycles = cyclesBetween(addCycles(thisCycle, 1 - MONTHS), thisCycle);
  const [bills, balance, orders, resources] = await Promise.all([
    settle('bills', accounts, (account) => readCycles(source, { account, cycles, project: null })),
    settle('balance', accounts, (account) => readBalance(ctx, account)),
    settle('orders', accounts, (account) => readWaitingOrders(ctx, account)),
    settle('resources', accounts, (account) => readExpiring(ctx, account)),
  ]);
  const parts = [bills, balance, orders, resources];
  const nothing = parts.every(({ answered }) => answered.length === 0);
  const error = parts.find((part) => part.error)?.error;
  if (nothing && error) throw error;
  // Read after the answers: a sandbox's clock is known only from them.
  const now = ctx.clock.now();
  const currencies = describeCurrencies(bills, cycles, { now, balance: describeBalance(balance, accounts) });
  return {
    cycle: thisCycle,
    previousCycle: addCycles(thisCycle, -1),
    comparison: 'whole-months',
    currencies,
    waiting: describeWaiting(orders),
    expiring: describeExpiring(resources, now),
    cycles: describeCycles(currencies, cycles, now),
    failed: parts.flatMap(({ failed }) => failed),
    ...freshnessOf(ctx, { bills, all: parts.flatMap(({ answered }) => answered.map(({ live }) => live)) }),
  };
}

type Bills = Settled<CycleSummary[]>;
const rowsOf = ({ answered }: Bills) => answered.flatMap(({ live }) => live.value.flatMap(({ rows }) => rows));

function describeCurrencies(
  bills: Bills,
  cycles: readonly Cycle[],
  { now, balance }: { now: Date; balance: Money[] },
): OverviewCurrency[] {
  const blocks = overviewByCurrency(rowsOf(bills), {
    cycles,
    configured: bills.answered.map(({ account }: { account: Account }) => account.currency),
    stateOf: (cycle) => cycleStateAt(cycle, now),
  });
  return blocks.map((block) => ({
    ...block,
    balance: balance.find(({ currency }) => currency === block.currency) ?? null,
  }));
}

/** Newest first. The sums are those of the charts, so that the two can never differ. */
function describeCycles(
  currencies: readonly OverviewCurrency[],
  cycles: readonly Cycle[],
  now: Date,
): Overview['cycles'] {
  return cycles
    .map((cycle, index) => ({
      cycle,
      state: cycleStateAt(cycle, now),
      finalAt: finalAt(cycle).toISOString(),
      totals: currencies.flatMap(({ months }) => months[index]?.total ?? []),
    }))
    .reverse();
}

function freshnessOf(ctx: ServiceContext, { bills, all }: { bills: Bills; all: readonly Live<unknown>[] }) {
  const oldest = all.reduce<string | null>(
    (asOf, live) => (asOf === null || live.asOf < asOf ? live.asOf : asOf),
    null,
  );
  return {
    asOf: oldest ?? ctx.clock.now().toISOString(),
    stale: all.some(({ stale }) => stale),
    missing: bills.failed.map(({ account, code, detail }) => ({ ...account, code, detail })),
  };
}
