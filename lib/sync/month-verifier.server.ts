import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { BssAccount } from '@/lib/bss/account.server';
import type { Cycle } from '@/lib/cycles';
import type { Ledger } from '@/lib/ledger/ledger';
import type { Logger } from '@/lib/log.server';
import type { Db } from '@/lib/state/schema';
import { answerCycle, listSyncCycles } from '@/lib/state/syncs.server';
import { listVersions } from '@/lib/state/versions.server';
import { DAY_MS, oldestProof } from './proof-age';
import { verifyCycle } from './verify-cycle.server';

const VERIFY_EVERY_MS = 60_000;

export interface VerifierDeps {
  db: Db;
  ledger: Ledger;
  account: Account;
  bss(): BssAccount;
  log: Logger;
}

/** Reads the months of one account line by line against what was published, one at a time. */
export class MonthVerifier {
  readonly #deps: VerifierDeps;
  #from = 0;
  #busy = false;

  constructor(deps: VerifierDeps) {
    this.#deps = deps;
  }

  /** One is being read. */
  get busy(): boolean {
    return this.#busy;
  }

  /** The month whose proof is the oldest, once a day for each; null when none is due, or one was given a moment ago. */
  async due(): Promise<Cycle | null> {
    const now = Date.now();
    if (now < this.#from) return null;
    this.#from = now + VERIFY_EVERY_MS;
    const { db, account } = this.#deps;
    const rows = await listSyncCycles(db, [account.domainId]);
    const published = (await listVersions(db, 'published')).filter((row) => row.domain_id === account.domainId);
    const due = oldestProof(published, rows);
    return due && now - due.at > DAY_MS ? due.cycle : null;
  }

  async verify(cycle: Cycle, signal: AbortSignal): Promise<void> {
    const { db, account, log } = this.#deps;
    this.#busy = true;
    try {
      const found = await verifyCycle(this.#deps, { account, cycle, signal, bss: () => this.#deps.bss() });
      log.info({ account: account.domainId, cycle, ...found }, 'cycle verified');
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error, account: account.domainId, cycle }, 'cycle could not be verified');
    } finally {
      this.#busy = false;
      if (!signal.aborted) await answerCycle(db, { domainId: account.domainId, cycle });
    }
  }
}
