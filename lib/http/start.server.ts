import 'server-only';

import { openBackupDoor } from '@/lib/backup/door.server';
import { Refused } from '@/lib/backup/refused';
import { refuseHalfRestored } from '@/lib/backup/swap.server';
import { listAccounts } from '@/lib/accounts/connected.server';
import { meetSandboxClock } from '@/lib/accounts/sandbox-clock.server';
import { issueSetupToken } from '@/lib/auth/setup.server';
import { EnvError, env, provideNextAuthEnvironment } from '@/lib/env.server';
import { AppError } from './errors';
import { handleSignals, watchRequests } from './lifecycle.server';
import { isLoopbackUrl } from '@/lib/env';
import { ledger } from '@/lib/ledger/open.server';
import { log } from '@/lib/log.server';
import { asUnavailable } from '@/lib/state/faults';
import { StateOpenError } from '@/lib/state/open-error';
import { startSync, stopSync } from '@/lib/sync/engine.server';
import { prepareDataFolder } from '@/lib/state/data-folder.server';
import { state } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';

/** Everything that must be right before the first request; a fault ends the process with one clear line. */
export async function startPortal(): Promise<void> {
  let closeDoor = async () => {};
  try {
    provideNextAuthEnvironment();
    // Also when the state is in PostgreSQL: the ledger and the socket for backups are here.
    prepareDataFolder(env().SUANPAN_DATA);
    refuseHalfRestored(env().SUANPAN_DATA);
    const db = await state();
    if (env().demo) await refuseRealDemo(db);
    closeDoor = await openBackupDoor({ db, ledger }, env().SUANPAN_DATA);
    // Again: from now on a restore finds this portal, and one that was begun before is found by it.
    refuseHalfRestored(env().SUANPAN_DATA);
    await meetSandboxClock(db);
    watchRequests();
    handleSignals({ atEnd: async () => void (await Promise.all([closeDoor(), stopSync()])) });
    // Neither waited for nor needed by anything but bills: it starts by itself, and again after a failure.
    ledger();
    if (env().SUANPAN_SYNC === 'on') startSync(db);
    if (!env().demo) printSetup(await issueSetupToken(db));
    log.info(
      { url: env().SUANPAN_URL, store: env().DATABASE_URL ? 'postgresql' : 'sqlite', demo: env().demo },
      'started',
    );
  } catch (error) {
    const fault = asUnavailable(error);
    const expected =
      fault instanceof EnvError ||
      fault instanceof Refused ||
      fault instanceof StateOpenError ||
      fault instanceof AppError;
    process.stderr.write(
      `${expected ? fault.message : fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`,
    );
    process.exit(1);
  }
}

/** The demo's password is public, so its users may only ever see a sandbox on this machine. */
async function refuseRealDemo(db: Db): Promise<void> {
  const endpoints = (await listAccounts(db)).map(({ endpoint }) => endpoint);
  if (endpoints.length > 0 && endpoints.every(isLoopbackUrl)) return;
  throw new EnvError(
    endpoints.length === 0
      ? 'SUANPAN_DEMO=1 needs a sandbox: start it with npm run demo, or unset SUANPAN_DEMO'
      : 'SUANPAN_DEMO=1 is for a sandbox on this machine only, and another account is connected: unset it',
  );
}

function printSetup(token: string | null): void {
  if (token === null) return;
  // Not in the URL: addresses end up in histories and logs.
  process.stdout.write(`No admin yet. Open ${env().SUANPAN_URL}/setup and enter this one-time token: ${token}\n`);
}
