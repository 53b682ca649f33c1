import 'server-only';

import { pingState, state } from '@/lib/state/open.server';
import { isDraining } from './lifecycle.server';

export interface Readiness {
  ok: boolean;
  checks: { accepting: boolean; state: boolean };
}

const PATIENCE_MS = 2000;

/** Can this process serve? Asks the store a real question: an open file proves nothing. */
export async function readReadiness(): Promise<Readiness> {
  const checks = { accepting: !isDraining(), state: await answersInTime() };
  return { ok: checks.accepting && checks.state, checks };
}

async function answersInTime(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false);
  });
  const asked = state()
    .then(pingState, () => false)
    .catch(() => false);
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
