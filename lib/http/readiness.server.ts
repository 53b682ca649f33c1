import 'server-only';

import { ledger } from '@/lib/ledger/open.server';
import { pingState, state } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { canWrite } from '@/lib/state/writable.server';
import { isDraining } from './lifecycle.server';

export interface Readiness {
  ok: boolean;
  checks: {
    accepting: boolean;
    state: boolean;
    /** False on a full disk: nobody can sign in, but who is in can read, so that the portal stays ready. */
    writable: boolean;
    /** False while bills cannot be read; everything else can, so that the portal stays ready. */
    ledger: boolean;
  };
}

const PATIENCE_MS = 2000;

/** Can this process serve? Asks the store a real question: an open file proves nothing. */
export async function readReadiness(): Promise<Readiness> {
  const [answers, writable] = await Promise.all([inTime(pingState), inTime(canWrite)]);
  const checks = { accepting: !isDraining(), state: answers, writable, ledger: ledger().status().state === 'ready' };
  return { ok: checks.accepting && checks.state, checks };
}

async function inTime(ask: (db: Db) => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false);
  });
  const asked = state()
    .then(ask)
    .catch(() => false);
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
