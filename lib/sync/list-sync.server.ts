import 'server-only';

import { accountClients } from '@/lib/accounts/connected.server';
import type { Account, ServiceContext } from '@/lib/context.server';
import { type Cycle, cycleAt, cyclesBetween, earliestCycle, shownState } from '@/lib/cycles';
import { readPublished } from '@/lib/ledger/published.server';
import { listSyncCycles, readSyncHealth, type SyncCycleRow } from '@/lib/state/syncs.server';
import { type CycleSpan, listPublished, type PublishedVersion } from '@/lib/state/versions.server';
import { currentSync } from './engine.server';
import type { SyncFilters } from './filters';
import type { SyncAccount, SyncCycle, SyncOverview } from './schema';

const LACKING = 'It is left out of every sum, and read again.';
const LOST = 'It is left out of every sum. The upstream does not keep it any more: restore a backup that has it.';
const EARLIEST = '2000-01' as Cycle;

/** What the ledger has of each account and cycle in scope, newest cycle first, and how it got there. */
export async function getSync(ctx: ServiceContext, { account: only }: SyncFilters): Promise<SyncOverview> {
  const accounts = ctx.accounts.filter(({ domainId }) => only === null || domainId === only);
  const domainIds = accounts.map(({ domainId }) => domainId);
  const now = ctx.clock.now();
  const [{ published, lacking }, rows, health] = await Promise.all([
    publishedAndLacking(ctx, { domainIds, from: EARLIEST, to: cycleAt(now) }),
    listSyncCycles(ctx.state, domainIds),
    readSyncHealth(ctx.state, domainIds),
  ]);
  const versionOf = new Map(published.map((version) => [`${version.domainId} ${version.cycle}`, version]));
  const rowOf = new Map(rows.map((row) => [`${row.domain_id} ${row.cycle}`, row]));
  const summaries: SyncAccount[] = [];
  const items: SyncCycle[] = [];
  for (const account of accounts) {
    const own = published.filter(({ domainId }) => domainId === account.domainId);
    const first = own[0] && own[0].cycle < earliestCycle(now) ? own[0].cycle : earliestCycle(now);
    const cycles = cyclesBetween(first, cycleAt(now)).reverse();
    const ofAccount = cycles.map((cycle) => {
      const key = `${account.domainId} ${cycle}`;
      const version = versionOf.get(key);
      const isLacking = version !== undefined && lacking.has(version.version);
      const since = isLacking ? ctx.ledger.status().since : null;
      return cycleItem({ account, cycle, now, version, row: rowOf.get(key), lackingSince: since });
    });
    items.push(...ofAccount);
    const failing = health.get(account.domainId);
    summaries.push({
      ...accountFigures(account, ofAccount),
      restSeconds: Math.ceil(accountClients().restMs(account.domainId) / 1000),
      failing: failing
        ? { code: failing.code, detail: failing.detail, since: failing.failingSince, retryAt: failing.retryAt }
        : null,
    });
  }
  items.sort((a, b) => (a.cycle < b.cycle ? 1 : a.cycle > b.cycle ? -1 : 0));
  const { state, since } = ctx.ledger.status();
  return {
    asOf: now.toISOString(),
    running: currentSync() !== null,
    ledger: { state, since },
    accounts: summaries,
    items,
    total: items.length,
  };
}

interface CycleParts {
  account: Account;
  cycle: Cycle;
  now: Date;
  version: PublishedVersion | undefined;
  row: SyncCycleRow | undefined;
  /** ISO instant since when lines of it are known to be damaged or gone; null when they are all there. */
  lackingSince: string | null;
}

/** Whether lines are missing the ledger knows only while it answers; the page does so anyway. */
async function publishedAndLacking(
  ctx: ServiceContext,
  span: CycleSpan,
): Promise<{ published: PublishedVersion[]; lacking: ReadonlySet<number> }> {
  const published = await listPublished(ctx.state, span);
  const marked = published.filter(({ damaged }) => damaged);
  const lacking = await readPublished(ctx.state, ctx.ledger, span).then(
    (read) => read.lacking,
    () => marked,
  );
  return { published, lacking: new Set(lacking.map(({ version }) => version)) };
}

function cycleItem({ account, cycle, now, version, row, lackingSince }: CycleParts): SyncCycle {
  const progress = currentSync()?.progress.of(account.domainId, cycle) ?? null;
  const failed = row?.failing_since && row.error_code ? row : null;
  const verified = row?.verified ? (JSON.parse(row.verified) as SyncCycle['verified']) : null;
  const isTold = verified?.stored === 'damaged' && verified.version === version?.version;
  const readable = cycle >= earliestCycle(now);
  return {
    account: { domainId: account.domainId, name: account.name },
    cycle,
    state: shownState(cycle, now, version ? [version] : []),
    status: progress ? 'syncing' : (failed && readable) || lackingSince ? 'attention' : version ? 'synced' : 'waiting',
    rows: version ? { usage: version.rows.usage, expenditures: version.rows.fee, summary: version.rows.summary } : null,
    version: version?.version ?? null,
    whole: lackingSince === null,
    previous: version?.previous ?? null,
    asOf: version?.asOf ?? null,
    lastSync: row?.synced_at ?? version?.asOf ?? null,
    hash: version?.hash ?? null,
    readable,
    progress,
    error: errorOf({ failed, lackingSince: isTold && readable ? null : lackingSince, readable }),
    differences: version?.offBy ? (JSON.parse(version.offBy) as SyncCycle['differences']) : [],
    verified,
    asked: row?.sync_asked ? 'sync' : row?.verify_asked ? 'verify' : null,
  };
}

/** Why a cycle is not well. No failed reading is told of what is not read any more. */
function errorOf({
  failed,
  lackingSince,
  readable,
}: {
  failed: SyncCycleRow | null;
  lackingSince: string | null;
  readable: boolean;
}): SyncCycle['error'] {
  if (failed && readable) {
    const { error_code: code, error_detail: detail, failing_since: since, retry_at: retryAt, failures } = failed;
    return { code: code ?? '', detail: detail ?? '', since: since ?? '', retryAt, failures };
  }
  if (!lackingSince) return null;
  const told = readable ? { code: 'damaged', detail: LACKING } : { code: 'lost', detail: LOST };
  return { ...told, since: lackingSince, retryAt: null, failures: 0 };
}

/** How far an account is, and how long the rest will take, should it go on as it does. */
function accountFigures(
  { domainId, name }: Account,
  items: readonly SyncCycle[],
): Omit<SyncAccount, 'failing' | 'restSeconds'> {
  const done = items.filter(({ version, whole }) => version !== null && whole);
  const linesOf = ({ rows }: SyncCycle) => (rows ? rows.usage + rows.expenditures : 0);
  const lines = done.reduce((sum, cycle) => sum + linesOf(cycle), 0);
  const underWay = items.filter(({ status }) => status === 'syncing');
  const waiting = items.filter(({ status }) => status === 'waiting');
  const { rows: rate } = currentSync()?.progress.rate(domainId) ?? { rows: 0 };
  // Of the first months of a large account it is known how long they are long before one is done.
  const first = underWay.filter(({ version }) => version === null);
  const lengths = [...done.map(linesOf), ...first.flatMap(({ progress }) => progress?.rowsTotal ?? [])];
  const perCycle = lengths.length > 0 ? lengths.reduce((sum, length) => sum + length, 0) / lengths.length : null;
  const left = underWay.reduce<number | null>(
    (sum, { progress }) => {
      const rest = progress?.rowsTotal == null ? perCycle : progress.rowsTotal - progress.rowsDone;
      return sum === null || rest === null ? null : sum + rest;
    },
    perCycle === null ? (waiting.length > 0 ? null : 0) : waiting.length * perCycle,
  );
  const busy = underWay.length + waiting.length > 0;
  return {
    account: { domainId, name },
    cyclesDone: done.length,
    cyclesTotal: items.length,
    lines,
    waiting: waiting.length,
    attention: items.filter(({ status }) => status === 'attention').length,
    linesPerSecond: Math.round(rate),
    secondsLeft: busy && left !== null && rate > 0 ? Math.ceil(left / rate) : null,
  };
}
