import 'server-only';

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cycle } from '@/lib/cycles';
import type { LedgerCopies } from '@/lib/ledger/ledger';
import { openEmbedded } from '@/lib/ledger/open.server';
import { openState } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { readSetting, writeSetting } from '@/lib/state/settings.server';
import { publishMonth, storedHash } from '@/lib/sync/published-month.test.fixture';
import { openSource } from './command.server';
import { openBackupDoor } from './door.server';
import type { Stores } from './stores';
import { writeBackup } from './write-backup.server';

const months: readonly Cycle[] = ['2026-08', '2026-09', '2026-10'] as Cycle[];
/** A ledger that nobody asks. */
export const idle = { dropVersion: async () => {} } as unknown as LedgerCopies;
export const stores = (dataDirectory: string): Stores => ({ dataDirectory, databaseUrl: null, ledgerServers: null });

/** What a portal has open, without its pages. */
export async function portal(dataDirectory: string) {
  const db = await openState(stores(dataDirectory));
  const { ledger, close: closeLedger } = await openEmbedded(join(dataDirectory, 'ledger'));
  const closeDoor = await openBackupDoor({ db, ledger: () => ledger }, dataDirectory);
  const stop = async () => {
    await closeDoor();
    await closeLedger();
    await db.destroy();
  };
  return { db, ledger, stop };
}

/** The same without its engine. */
export async function bare(dataDirectory: string, ledger = idle) {
  const db = await openState(stores(dataDirectory));
  const closeDoor = await openBackupDoor({ db, ledger: () => ledger }, dataDirectory);
  const stop = async () => {
    await closeDoor();
    await db.destroy();
  };
  return { db, stop };
}

export async function make(to: string, from: string) {
  const source = await openSource(stores(from));
  try {
    return await writeBackup(source, { to, program: 'test' });
  } finally {
    await source.close();
  }
}

/** A stopped portal with four versions of three months, in `data`, and the `backup` that it handed out while it ran. */
export async function savedPortal() {
  const folder = mkdtempSync(join(tmpdir(), 'suanpan-backup-'));
  const [data, backup] = [join(folder, 'data'), join(folder, 'backup')];
  const versions: number[] = [];
  const contentOf = async ({ db, ledger }: { db: Db; ledger: LedgerCopies }) => {
    const hashes = await Promise.all(versions.map((version) => storedHash(ledger, version)));
    const rows = await db.selectFrom('versions').selectAll().orderBy('version').execute();
    return { hashes, rows, setting: await readSetting(db, 'a') };
  };
  const { db, ledger, stop } = await portal(data);
  await writeSetting(db, 'a', `text\n"quoted" 名 ${'x'.repeat(100_000)}`);
  for (const [index, cycle] of months.entries()) {
    versions.push(await publishMonth({ db, ledger }, { domainId: 'd1', cycle, lines: 400 + index }));
  }
  // A month that was read again has two versions, and the first has no upstream any more.
  versions.push(await publishMonth({ db, ledger }, { domainId: 'd1', cycle: '2026-10' as Cycle, lines: 30 }));
  await make(backup, data);
  const whole = await contentOf({ db, ledger });
  await stop();
  return {
    folder,
    data,
    backup,
    versions,
    whole,
    contentOf,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
