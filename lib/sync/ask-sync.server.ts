import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { type Cycle, cycleAt, cycleStateAt, cyclesBetween, earliestCycle } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { type AccountCycle, askForCycles, listSyncCycles } from '@/lib/state/syncs.server';
import { listPublished } from '@/lib/state/versions.server';
import { currentSync } from './engine.server';
import type { SyncAccepted, SyncRequest } from './schema';

/**
 * Asks for cycles to be read, or verified, now. Without a cycle: what may have changed or failed, or everything that is
 * published. It is done by whichever replica syncs; the answer only says that it will be.
 * @throws AppError `not_found` for an account outside the scope, `bad_request` for a month that cannot be read,
 * `conflict` when nothing syncs here
 */
export async function askSync(ctx: ServiceContext, { action, account, cycle }: SyncRequest): Promise<SyncAccepted> {
  if (!currentSync()) throw new AppError('conflict', 'This portal was started without sync (SUANPAN_SYNC=off).');
  const accounts = ctx.accounts.filter(({ domainId }) => account === undefined || domainId === account);
  if (account !== undefined && accounts.length === 0) {
    throw new AppError('not_found', `There is no account ${account} among yours.`, { field: 'account' });
  }
  const now = ctx.clock.now();
  if (cycle !== undefined && action === 'sync') refuseUnreadable(cycle as Cycle, now);
  const domainIds = accounts.map(({ domainId }) => domainId);
  const chosen: AccountCycle[] =
    action === 'verify'
      ? await published(ctx, domainIds, cycle as Cycle | undefined)
      : cycle !== undefined
        ? domainIds.map((domainId) => ({ domainId, cycle: cycle as Cycle }))
        : await mayHaveChanged(ctx, domainIds, now);
  await askForCycles(ctx.state, chosen, action);
  ctx.log.info(
    { audit: 'sync', action, account: account ?? 'all', cycle: cycle ?? 'all', cycles: chosen.length },
    'sync asked for',
  );
  return { action, cycles: chosen.length };
}

function refuseUnreadable(cycle: Cycle, now: Date): void {
  const [first, last] = [earliestCycle(now), cycleAt(now)];
  if (cycle >= first && cycle <= last) return;
  throw new AppError('bad_request', `Huawei Cloud keeps ${first} to ${last}; ${cycle} cannot be read.`, {
    field: 'cycle',
  });
}

/** What there is to verify: everything that is published, or one cycle of it. */
async function published(ctx: ServiceContext, domainIds: readonly string[], cycle?: Cycle): Promise<AccountCycle[]> {
  const [from, to] = [cycle ?? ('2000-01' as Cycle), cycle ?? cycleAt(ctx.clock.now())];
  const found = await listPublished(ctx.state, { domainIds, from, to });
  if (cycle === undefined || found.length > 0) return found;
  throw new AppError('bad_request', `The ledger has nothing of ${cycle} to verify.`, { field: 'cycle' });
}

/** Moving cycles and those that failed: the others are read by plan. */
async function mayHaveChanged(ctx: ServiceContext, domainIds: readonly string[], now: Date): Promise<AccountCycle[]> {
  const rows = await listSyncCycles(ctx.state, domainIds);
  const failed = new Set(
    rows.filter((row) => row.failing_since !== null).map((row) => `${row.domain_id} ${row.cycle}`),
  );
  return domainIds.flatMap((domainId) =>
    cyclesBetween(earliestCycle(now), cycleAt(now))
      .filter((cycle) => cycleStateAt(cycle, now) !== 'final' || failed.has(`${domainId} ${cycle}`))
      .map((cycle) => ({ domainId, cycle })),
  );
}
