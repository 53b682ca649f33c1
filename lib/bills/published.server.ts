import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { ServiceContext } from '@/lib/context.server';
import { type Cycle, cycleAt, type CycleState, earliestCycle, shownState } from '@/lib/cycles';
import type { Freshness, Unproven } from '@/lib/dto';
import { AppError } from '@/lib/http/errors';
import { type Published, readPublished } from '@/lib/ledger/published.server';
import { type RolledVersions, rolledVersions } from '@/lib/ledger/rollup/versions';
import { accountRef, accountsInScope } from '@/lib/query/across-accounts.server';
import {
  type AccountFailure,
  type CycleFailure,
  listFailingCycles,
  listSyncCycles,
  readSyncHealth,
} from '@/lib/state/syncs.server';
import type { PublishedVersion } from '@/lib/state/versions.server';
import { cyclesOf, type PeriodFilters, periodProblem } from './period';
import { asOfVersions } from './as-of';
import type { Unpublished } from './schema';

/** The versions that one answer is made of, and what is known of them. */
export interface PublishedView extends Freshness, RolledVersions {
  accounts: readonly Account[];
  /** Oldest first. */
  cycles: readonly Cycle[];
  published: readonly PublishedVersion[];
  states: Record<string, CycleState>;
  /** Cycles of the accounts that are not in the ledger: a sum lacks them. */
  unpublished: Unpublished[];
  unproven: Unproven[];
}

const NOTHING: Published = { whole: [], lacking: [] };
const GONE = 'The month is older than the upstream keeps, and was never read.';
const LOST = 'The ledger does not have every line of this month any more; the month is read again.';

/** The cycles of a view. @throws AppError `bad_request` for a period that is not kept */
export function checkedCycles(ctx: ServiceContext, filters: PeriodFilters): Cycle[] {
  const thisCycle = cycleAt(ctx.clock.now());
  const problem = periodProblem(filters, thisCycle);
  if (problem) throw new AppError('bad_request', `${problem.field} ${problem.problem}`, { field: problem.field });
  return cyclesOf(filters, thisCycle);
}

/**
 * Follows the pointer once for a whole answer. Accounts come from the scope of the session and nowhere else.
 * @throws AppError `not_found` for an account outside the scope
 */
export async function pinPublished(
  ctx: ServiceContext,
  { account, cycles }: { account: string | null; cycles: readonly Cycle[] },
): Promise<PublishedView> {
  const accounts = accountsInScope(ctx, account);
  const domainIds = accounts.map(({ domainId }) => domainId);
  const [from, to] = [cycles[0], cycles.at(-1)];
  const now = ctx.clock.now();
  const [{ whole: published, lacking }, health, failing] = await Promise.all([
    from && to ? readPublished(ctx.state, ctx.ledger, { domainIds, from, to }) : NOTHING,
    readSyncHealth(ctx.state, domainIds),
    from && to ? listFailingCycles(ctx.state, { domainIds, from, to }) : [],
  ]);
  const unpublished = await findUnpublished(ctx, { accounts, cycles, published, lacking, health });
  return {
    accounts,
    cycles,
    published,
    ...rolledVersions(published),
    states: Object.fromEntries(
      cycles.map((cycle) => [
        cycle,
        shownState(
          cycle,
          now,
          published.filter((version) => version.cycle === cycle),
        ),
      ]),
    ),
    unpublished,
    unproven: unprovenOf(failing, published, accounts),
    asOf: asOfVersions(published) ?? ctx.clock.now().toISOString(),
    stale: health.size > 0,
    missing: accounts
      .filter(({ domainId }) => unpublished.some((entry) => entry.account.domainId === domainId))
      .map((lacking) => ({ ...accountRef(lacking), ...reasonOf(lacking, unpublished, health) })),
  };
}

/** Of what is not shown at all, `unpublished` tells. */
export const unprovenOf = (
  failing: readonly CycleFailure[],
  published: readonly PublishedVersion[],
  accounts: readonly Account[],
): Unproven[] =>
  failing.flatMap(({ domainId, cycle, detail }) => {
    const account = accounts.find((one) => one.domainId === domainId);
    const isShown = published.some((version) => version.domainId === domainId && version.cycle === cycle);
    return account && isShown ? [{ account: accountRef(account), cycle, detail }] : [];
  });

interface Lacking {
  accounts: readonly Account[];
  cycles: readonly Cycle[];
  published: readonly PublishedVersion[];
  lacking: readonly PublishedVersion[];
  health: ReadonlyMap<string, AccountFailure>;
}

async function findUnpublished(
  ctx: ServiceContext,
  { accounts, cycles, published, lacking, health }: Lacking,
): Promise<Unpublished[]> {
  const there = new Set(published.map(({ domainId, cycle }) => `${domainId} ${cycle}`));
  const missing = accounts.flatMap((account) =>
    cycles.filter((cycle) => !there.has(`${account.domainId} ${cycle}`)).map((cycle) => ({ account, cycle })),
  );
  if (missing.length === 0) return [];
  const failures = await listSyncCycles(
    ctx.state,
    accounts.map(({ domainId }) => domainId),
  );
  const earliest = earliestCycle(ctx.clock.now());
  const byCycle = new Map(failures.map((row) => [`${row.domain_id} ${row.cycle}`, row]));
  const lost = new Set(lacking.map(({ domainId, cycle }) => `${domainId} ${cycle}`));
  return missing.map(({ account, cycle }) => {
    const failure = byCycle.get(`${account.domainId} ${cycle}`);
    const detail =
      failure?.error_detail ??
      health.get(account.domainId)?.detail ??
      (lost.has(`${account.domainId} ${cycle}`) ? LOST : null);
    const reason = detail !== null ? 'attention' : cycle < earliest ? 'gone' : 'loading';
    return { account: accountRef(account), cycle, reason, detail: reason === 'gone' ? GONE : detail };
  });
}

function reasonOf(
  { domainId }: Account,
  unpublished: readonly Unpublished[],
  health: ReadonlyMap<string, AccountFailure>,
): { code: string; detail: string } {
  const failure = health.get(domainId);
  if (failure) return { code: failure.code, detail: failure.detail };
  const own = unpublished.filter(({ account }) => account.domainId === domainId);
  const detail = own.find((entry) => entry.detail !== null)?.detail;
  const cycles = own.map(({ cycle }) => cycle);
  const span = cycles.length > 1 ? `${cycles[0]} to ${cycles.at(-1)}` : (cycles[0] ?? '');
  return {
    code: 'ledger_incomplete',
    detail: detail ?? `${cycles.length} of its cycles (${span}) are not in the ledger yet.`,
  };
}
