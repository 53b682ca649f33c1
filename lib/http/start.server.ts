import 'server-only';

import { meetSandboxClock } from '@/lib/accounts/sandbox-clock.server';
import { issueSetupToken } from '@/lib/auth/setup.server';
import { EnvError, env, provideNextAuthEnvironment } from '@/lib/env.server';
import { handleSignals, watchRequests } from './lifecycle.server';
import { log } from '@/lib/log.server';
import { StateOpenError } from '@/lib/state/dialect.server';
import { state } from '@/lib/state/open.server';

/** Everything that must be right before the first request; a fault ends the process with one clear line. */
export async function startPortal(): Promise<void> {
  try {
    provideNextAuthEnvironment();
    const db = await state();
    await meetSandboxClock(db);
    watchRequests();
    handleSignals();
    if (!env().demo) printSetup(await issueSetupToken(db));
    log.info(
      { url: env().SUANPAN_URL, store: env().DATABASE_URL ? 'postgresql' : 'sqlite', demo: env().demo },
      'started',
    );
  } catch (error) {
    const expected = error instanceof EnvError || error instanceof StateOpenError;
    process.stderr.write(
      `${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  }
}

function printSetup(token: string | null): void {
  if (token === null) return;
  // Not in the URL: addresses end up in histories and logs.
  process.stdout.write(`No admin yet. Open ${env().SUANPAN_URL}/setup and enter this one-time token: ${token}\n`);
}
