import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { BssAccount } from '@/lib/bss/account.server';
import type { Clock } from '@/lib/clock.server';
import type { Cycle } from '@/lib/cycles';
import type { Ledger } from '@/lib/ledger/ledger';
import type { Logger } from '@/lib/log.server';
import type { Db } from '@/lib/state/schema';
import { askForCycles, listSyncCycles } from '@/lib/state/syncs.server';
import { listVersions } from '@/lib/state/versions.server';
import { DAY_MS, oldestProof } from './proof-age';
import { verifyCycle } from './verify-cycle.server';
import { toldOf } from './whose-fault';

const VERIFY_EVERY_MS = 60_000;

export interface VerifierDeps {
  db: Db;
  ledger: Ledger;
  clock: Clock;
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

  /**
   * Verifies a month, and asks for it to be read again where the upstream has other figures by now.
   * @returns false when the ledger is away: that says nothing about the month
   */
  async verify(cycle: Cycle, signal: AbortSignal): Promise<boolean> {
    const { db, account, log } = this.#deps;
    this.#busy = true;
    try {
      const found = await verifyCycle(this.#deps, { account, cycle, signal, bss: () => this.#deps.bss() });
      log.info({ account: account.domainId, cycle, ...found }, 'cycle verified');
      if (found?.upstream === 'changed') await askForCycles(db, [{ domainId: account.domainId, cycle }], 'sync');
      return true;
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error, account: account.domainId, cycle }, 'cycle could not be verified');
      return toldOf(error).whose !== 'ledger';
    } finally {
      this.#busy = false;
    }
  }
}
