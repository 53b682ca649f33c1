/**
 * A process that keeps an account as it is upstream and says what it published, to be killed at any moment:
 * `tsx sync-process.test.fixture.ts <folder> <endpoint> <account as JSON> <business time> <months>`, with LEDGER_URL and its kin.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from '@/lib/accounts/account';
import { createBssAccount } from '@/lib/bss/account.server';
import { Quotas } from '@/lib/bss/quota.server';
import { makeGuards } from '@/lib/bss/resilience/guards';
import { Transport } from '@/lib/bss/transport.server';
import type { Cycle } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { openEmbedded, openServer } from '@/lib/ledger/open.server';
import { log } from '@/lib/log.server';
import { openState } from '@/lib/state/open.server';
import { listSyncCycles } from '@/lib/state/syncs.server';
import { listPublished, listVersions } from '@/lib/state/versions.server';
import { AccountWorker } from './account-worker.server';
import { hasty, QUICK } from './haste.test.fixture';
import { SyncProgress } from './progress';
import { PageThread } from './pages/page-thread.server';
import { Spool } from './spool/spool.server';
import { giveUpOldLoads } from './tidy.server';

const [folder = '', endpoint = '', json = '', now = '', months = ''] = process.argv.slice(2);
const account = JSON.parse(json) as Account & { ak: string; sk: string };
const say = (word: string) => process.stdout.write(`${word}\n`);
const { LEDGER_URL, LEDGER_CLUSTER } = process.env;

const db = await openState({ databaseUrl: null, dataDirectory: folder });
const cluster = LEDGER_CLUSTER ? ({ name: LEDGER_CLUSTER, ddl: 'each-node' } as const) : null;
/** As the portal does: a ledger that is away at the start is tried again. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await pause(QUICK.away);
    }
  }
}
const { ledger } = LEDGER_URL
  ? await untilDone(() => openServer(LEDGER_URL.split(','), cluster))
  : await openEmbedded(join(folder, 'ledger'));
const deps = { quotas: new Quotas({ timing: hasty }), guards: makeGuards(), transport: new Transport() };
const bss = createBssAccount({ ...account, endpoint }, deps);
await untilDone(() => giveUpOldLoads(db, ledger, new Set([account.domainId])));
const span = { domainIds: [account.domainId], from: '2000-01' as Cycle, to: '2100-01' as Cycle };
const published = async () =>
  say(`published ${(await listPublished(db, span)).map(({ version }) => version).join(' ')}`);
/** Nothing is asked for, begun or missing any more, but for months that wait. */
const isDone = async () => {
  const rows = await listSyncCycles(db, [account.domainId]);
  if (rows.some(({ sync_asked }) => sync_asked !== null) || (await listVersions(db, 'loading')).length > 0)
    return false;
  return (await listPublished(db, span)).length === Number(months);
};
say('ready');
const worker = new AccountWorker({
  db,
  ledger,
  spool: new Spool(join(folder, 'spool')),
  thread: new PageThread(),
  clock: { now: () => new Date(now) },
  account,
  bss: () => bss,
  progress: new SyncProgress(),
  log,
  onPublished: () => void published(),
  pauses: QUICK,
});
void worker.run(new AbortController().signal);
while (!(await isDone())) await pause(50);
// What was published last may not have been said yet, and whoever hears that it is done ends this process.
await published();
say('done');
