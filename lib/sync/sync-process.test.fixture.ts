/**
 * A process that syncs what is due of an account and says what it published, to be killed at any moment:
 * `tsx sync-process.test.fixture.ts <folder> <endpoint> <account as JSON> <business time>`
 */
import { join } from 'node:path';
import type { Account } from '@/lib/accounts/account';
import { createBssAccount } from '@/lib/bss/account.server';
import { Quotas } from '@/lib/bss/quota.server';
import { makeGuards } from '@/lib/bss/resilience/guards';
import { Transport } from '@/lib/bss/transport.server';
import { openEmbedded } from '@/lib/ledger/open.server';
import { log } from '@/lib/log.server';
import { openState } from '@/lib/state/open.server';
import { listPublished } from '@/lib/state/versions.server';
import type { Cycle } from '@/lib/cycles';
import { AccountWorker } from './account-worker.server';
import { SyncProgress } from './progress';
import { giveUpOldLoads } from './tidy.server';

const [folder = '', endpoint = '', json = '', now = ''] = process.argv.slice(2);
const account = JSON.parse(json) as Account & { ak: string; sk: string };
const say = (word: string) => process.stdout.write(`${word}\n`);

const db = await openState({ databaseUrl: null, dataDirectory: folder });
const { ledger, close } = await openEmbedded(join(folder, 'ledger'));
const transport = new Transport();
const deps = { quotas: new Quotas(), guards: makeGuards(), transport };
const bss = createBssAccount({ ...account, endpoint }, deps);
await giveUpOldLoads(db, ledger, new Set([account.domainId]));
const published = async () => {
  const span = { domainIds: [account.domainId], from: '2000-01' as Cycle, to: '2100-01' as Cycle };
  say(`published ${(await listPublished(db, span)).map(({ version }) => version).join(' ')}`);
};
say('ready');
const worker = new AccountWorker({
  db,
  ledger,
  clock: { now: () => new Date(now) },
  account,
  bss: () => bss,
  progress: new SyncProgress(),
  log,
  onPublished: () => void published(),
});
await worker.runUntilDone(new AbortController().signal);
say('done');
await transport.close();
await close();
await db.destroy();
process.exit(0);
