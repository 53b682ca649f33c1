import 'server-only';

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '@/lib/accounts/account';
import { LiveCache } from '@/lib/bss/live.server';
import type { FeeRecord } from '@/lib/bss/operations/list-fee-records';
import type { MonthlySumRow } from '@/lib/bss/operations/monthly-sum';
import type { UsageRecord } from '@/lib/bss/operations/query-usage-records';
import type { ServiceContext } from '@/lib/context.server';
import type { Cycle } from '@/lib/cycles';
import type { FactName, FactRecords } from '@/lib/ledger/facts';
import type { Ledger } from '@/lib/ledger/ledger';
import { rollUp } from '@/lib/ledger/rollup/build.server';
import { openTestLedger } from '@/lib/ledger/testing/open.server.test-data';
import { openState } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { allocateVersion, publishVersion } from '@/lib/state/loads.server';
import { saveRollup } from '@/lib/state/versions.server';
import { NOW } from './hand-made-bills.test-data.server';

export interface CycleLoad {
  account: Account;
  cycle?: string;
  cycleState?: 'open' | 'closing' | 'final';
  asOf?: string;
  usage?: readonly UsageRecord[];
  fees?: readonly FeeRecord[];
  summary?: readonly MonthlySumRow[];
  /** JSON of what was proven; without it nothing is known of the upstream's total. */
  sums?: string;
  /** Whether its lines are added up beforehand, as the sync does soon after; so unless told otherwise. */
  rolledUp?: boolean;
}

export interface LedgerBench {
  ledger: Ledger;
  db: Db;
  /** Loads a cycle and flips the pointer to it. @returns the version */
  publish(load: CycleLoad): Promise<number>;
  /** The same without the flip: nobody may see it. */
  load(load: CycleLoad): Promise<number>;
  /** What a request of somebody with these accounts has. */
  context(accounts: readonly Account[], overrides?: Partial<ServiceContext>): ServiceContext;
  close(): Promise<void>;
}

/** A real ledger and a real store, both empty. */
export async function openLedgerBench(): Promise<LedgerBench> {
  const folder = mkdtempSync(join(tmpdir(), 'suanpan-bills-'));
  const db = await openState({ databaseUrl: null, dataDirectory: folder });
  const opened = await openTestLedger();
  const { ledger } = opened;

  async function load({ account, cycle = '2026-11', cycleState = 'open', asOf = NOW, ...lists }: CycleLoad) {
    const place = { cycle: cycle as Cycle, account: account.domainId, currency: account.currency };
    const version = await allocateVersion(db, { domainId: account.domainId, cycle: place.cycle, cycleState, asOf });
    const insert = <F extends FactName>(fact: F, records: readonly FactRecords[F][]) =>
      ledger.insert(
        fact,
        records.map((record, position) => ({ place: { ...place, version, position }, record })),
      );
    await insert('usage_lines', lists.usage ?? []);
    await insert('fee_lines', lists.fees ?? []);
    await insert('summary_rows', lists.summary ?? []);
    return version;
  }

  return {
    ledger,
    db,
    load,
    async publish(given) {
      const version = await load(given);
      const { usage = [], fees = [], summary = [] } = given;
      await publishVersion(db, version, {
        rows: { usage: usage.length, fee: fees.length, summary: summary.length },
        sums: given.sums ?? '{}',
        hash: String(version),
        offBy: null,
      });
      const lines = { usage: usage.length, fee: fees.length, summary: summary.length };
      const rollup = (given.rolledUp ?? true) ? await rollUp(ledger, { version, rows: lines }) : null;
      if (rollup !== null) await saveRollup(db, version, rollup);
      return version;
    },
    context(accounts, overrides = {}) {
      const clock = { now: () => new Date(NOW) };
      const base = { accounts, clock, live: new LiveCache(clock), locale: 'en', requestId: 'test', ledger, state: db };
      // What a bill service does not touch is not there.
      return { ...base, ...overrides } as ServiceContext;
    },
    async close() {
      await opened.close();
      await db.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
