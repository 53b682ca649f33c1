import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { ServiceContext } from '@/lib/context.server';
import { earliestCycle } from '@/lib/cycles';
import type { Freshness, Unproven } from '@/lib/dto';
import { accountRef } from '@/lib/query/across-accounts.server';
import {
  type AccountFailure,
  type CycleFailure,
  listFailingCycles,
  listSyncCycles,
  readSyncHealth,
} from '@/lib/state/syncs.server';
import type { PublishedVersion } from '@/lib/state/versions.server';
import type { PinnedVersions } from './published.server';
import type { Unpublished } from './schema';

/** What is known of the versions of an answer: how far they can be relied on. */
export interface Trust extends Omit<Freshness, 'asOf'> {
  /** Cycles of the accounts that are not in the ledger: a sum lacks them. */
  unpublished: Unpublished[];
  unproven: Unproven[];
}

const GONE = 'The month is older than the upstream keeps, and was never read.';
const LACKING = 'The ledger does not have every line of this month any more; the month is read again.';
const LOST =
  'The ledger does not have every line of this month any more, and the upstream does not keep it: restore a backup that has it.';

/** To be read while the ledger answers: no question depends on it. */
export async function readTrust(ctx: ServiceContext, pinned: PinnedVersions): Promise<Trust> {
  const { accounts, cycles, published } = pinned;
  const domainIds = accounts.map(({ domainId }) => domainId);
  const [from, to] = [cycles[0], cycles.at(-1)];
  const [health, failing] = await Promise.all([
    readSyncHealth(ctx.state, domainIds),
    from && to ? listFailingCycles(ctx.state, { domainIds, from, to }) : [],
  ]);
  const unpublished = await findUnpublished(ctx, pinned, health);
  return {
    unpublished,
    unproven: unprovenOf(failing, published, accounts),
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

async function findUnpublished(
  ctx: ServiceContext,
  { accounts, cycles, published, lacking }: PinnedVersions,
  health: ReadonlyMap<string, AccountFailure>,
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
  const once = new Set(lacking.map(({ domainId, cycle }) => `${domainId} ${cycle}`));
  return missing.map(({ account, cycle }): Unpublished => {
    const key = `${account.domainId} ${cycle}`;
    const entry = { account: accountRef(account), cycle };
    // Whatever kept it from being read: it is not read any more.
    if (cycle < earliest) {
      return once.has(key) ? { ...entry, reason: 'lost', detail: LOST } : { ...entry, reason: 'gone', detail: GONE };
    }
    const failure = byCycle.get(key)?.error_detail ?? health.get(account.domainId)?.detail;
    const detail = failure ?? (once.has(key) ? LACKING : null);
    return { ...entry, reason: detail === null ? 'loading' : 'attention', detail };
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
