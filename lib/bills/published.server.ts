import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { ServiceContext } from '@/lib/context.server';
import { type Cycle, cycleAt, type CycleState, shownState } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { type Published, readPublished } from '@/lib/ledger/published.server';
import { type RolledVersions, rolledVersions } from '@/lib/ledger/rollup/versions';
import { accountsInScope } from '@/lib/query/across-accounts.server';
import type { PublishedVersion } from '@/lib/state/versions.server';
import { asOfVersions } from './as-of';
import { cyclesOf, type PeriodFilters, periodProblem } from './period';

/** The versions that one answer is made of. */
export interface PinnedVersions extends RolledVersions {
  accounts: readonly Account[];
  /** Oldest first. */
  cycles: readonly Cycle[];
  published: readonly PublishedVersion[];
  /** Published once, and not all there any more: not shown. */
  lacking: readonly PublishedVersion[];
  states: Record<string, CycleState>;
  /** ISO instant of the business clock. */
  asOf: string;
}

const NOTHING: Published = { whole: [], lacking: [] };

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
): Promise<PinnedVersions> {
  const accounts = accountsInScope(ctx, account);
  const domainIds = accounts.map(({ domainId }) => domainId);
  const [from, to] = [cycles[0], cycles.at(-1)];
  const now = ctx.clock.now();
  const { whole: published, lacking } =
    from && to ? await readPublished(ctx.state, ctx.ledger, { domainIds, from, to }) : NOTHING;
  return {
    accounts,
    cycles,
    published,
    lacking,
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
    asOf: asOfVersions(published) ?? now.toISOString(),
  };
}
