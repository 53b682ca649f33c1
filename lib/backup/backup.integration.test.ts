import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import type { LedgerCopies } from '@/lib/ledger/ledger';
import { openEmbedded } from '@/lib/ledger/open.server';
import { BACKUP_LEASE, isLeaseHeld } from '@/lib/state/leases.server';
import { openState } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { readSetting, writeSetting } from '@/lib/state/settings.server';
import { listVersions } from '@/lib/state/versions.server';
import { dropOldVersions } from '@/lib/sync/tidy.server';
import { openSource } from './command.server';
import { openBackupDoor } from './door.server';
import { publishMonth, storedHash } from '@/lib/sync/published-month.test.fixture';
import { LocalSource } from './local-source.server';
import { restore } from './restore.server';
import type { Stores } from './stores';
import { refuseHalfRestored } from './swap.server';
import { verifyBackup } from './verify-backup.server';
import { writeBackup } from './write-backup.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const folder = mkdtempSync(join(tmpdir(), 'suanpan-backup-'));
const data = join(folder, 'data');
const backup = join(folder, 'backup');
const stores = (dataDirectory: string): Stores => ({ dataDirectory, databaseUrl: null, ledgerServers: null });
const months: readonly Cycle[] = ['2026-08', '2026-09', '2026-10'] as Cycle[];
const versions: number[] = [];

const portal = async (dataDirectory = data) => {
  const db = await openState(stores(dataDirectory));
  const { ledger, close: closeLedger } = await openEmbedded(join(dataDirectory, 'ledger'));
  const closeDoor = await openBackupDoor({ db, ledger: () => ledger }, dataDirectory);
  const stop = async () => {
    await closeDoor();
    await closeLedger();
    await db.destroy();
  };
  return { db, ledger, stop };
};
/** One whose ledger nobody asks. */
const idle = { dropVersion: async () => {} } as unknown as LedgerCopies;
const bare = async (dataDirectory = data) => {
  const db = await openState(stores(dataDirectory));
  const closeDoor = await openBackupDoor({ db, ledger: () => idle }, dataDirectory);
  const stop = async () => {
    await closeDoor();
    await db.destroy();
  };
  return { db, stop };
};
const make = async (to: string, from = data) => {
  const source = await openSource(stores(from));
  try {
    return await writeBackup(source, { to, program: 'test' });
  } finally {
    await source.close();
  }
};

beforeAll(async () => {
  const { db, ledger, stop } = await portal();
  await writeSetting(db, 'a', `text\n"quoted" 名 ${'x'.repeat(100_000)}`);
  for (const [index, cycle] of months.entries()) {
    versions.push(await publishMonth({ db, ledger }, { domainId: 'd1', cycle, lines: 400 + index }));
  }
  // A month that was read again has two versions, and the first has no upstream any more.
  versions.push(await publishMonth({ db, ledger }, { domainId: 'd1', cycle: '2026-10' as Cycle, lines: 30 }));
  await make(backup);
  whole = await contentOf({ db, ledger });
  await stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let whole: Awaited<ReturnType<typeof contentOf>>;

async function contentOf({ db, ledger }: { db: Db; ledger: LedgerCopies }) {
  const hashes = await Promise.all(versions.map((version) => storedHash(ledger, version)));
  const rows = await db.selectFrom('versions').selectAll().orderBy('version').execute();
  return { hashes, rows, setting: await readSetting(db, 'a') };
}

test('what a running portal hands out is whole, for its owner only, and says what is in it', async () => {
  const seen: number[] = [];
  const manifest = await verifyBackup(backup, ({ version }) => void seen.push(version));
  expect(seen).toEqual(versions);
  expect(manifest.ledger.lacking).toEqual([]);
  expect(manifest.ledger.versions.map(({ cycle, status, rows }) => [cycle, status, rows.usage])).toEqual([
    ['2026-08', 'published', 400],
    ['2026-09', 'published', 401],
    ['2026-10', 'superseded', 402],
    ['2026-10', 'published', 30],
  ]);
  expect(manifest.state.tables.map(({ name }) => name)).not.toContain('sessions');
  expect(statSync(backup).mode & 0o777).toBe(0o700);
  for (const { path } of manifest.state.tables.map(({ file }) => file)) {
    expect(statSync(join(backup, path)).mode & 0o777).toBe(0o600);
  }
  expect(readdirSync(folder).sort()).toEqual(['backup', 'data']);
});

test('the files alone give the same backup; restored elsewhere it is the same portal, and what was there is put aside', async () => {
  const other = join(folder, 'from-files');
  await make(other);
  const [first, second] = [await verifyBackup(backup, () => {}), await verifyBackup(other, () => {})];
  expect(second.ledger.versions.map(({ hash, sums }) => [hash, sums])).toEqual(
    first.ledger.versions.map(({ hash, sums }) => [hash, sums]),
  );
  const target = join(folder, 'restored');
  const present = await bare(target);
  await writeSetting(present.db, 'a', 'newer');
  await present.stop();
  mkdirSync(join(target, 'ledger'));
  writeFileSync(join(target, 'ledger', 'of-before'), '');
  const told: number[] = [];
  const onVersion = ({ version }: { version: number }) => void told.push(version);
  await expect(restore(stores(target), { from: other, replace: false })).rejects.toThrow(/add --replace/);
  const { aside, resumed } = await restore(stores(target), { from: other, replace: true, onVersion });
  expect({ told, resumed }).toEqual({ told: versions, resumed: false });
  const restored = await portal(target);
  expect(await contentOf(restored)).toEqual(whole);
  await restored.stop();
  expect(
    readdirSync(target)
      .filter((name) => !name.startsWith('before-restore-'))
      .sort(),
  ).toEqual(['ledger', 'state.db']);
  expect(readdirSync(join(aside ?? '', 'ledger'))).toEqual(['of-before']);
  const before = await openState(stores(aside ?? ''));
  expect(await readSetting(before, 'a')).toBe('newer');
  await before.destroy();
});

test('a backup overwrites nothing, and nothing is restored under a portal that runs', async () => {
  const { stop } = await bare();
  await expect(make(backup)).rejects.toThrow(/is there already/);
  await expect(restore(stores(data), { from: backup, replace: true })).rejects.toThrow(/A portal is using/);
  await stop();
});

test('a backup that is damaged anywhere is refused before anything is touched', async () => {
  const copy = join(folder, 'damaged');
  const target = join(folder, 'untouched');
  const all = [
    'manifest.json',
    ...readdirSync(join(backup, 'ledger')).map((name) => `ledger/${name}`),
    ...readdirSync(join(backup, 'state')).map((name) => `state/${name}`),
  ];
  for (const [index, path] of all.entries()) {
    cpSync(backup, copy, { recursive: true });
    const file = join(copy, path);
    const bytes = readFileSync(file);
    if (index % 3 === 0) truncateSync(file, bytes.length - 9);
    else if (index % 3 === 1) rmSync(file);
    else {
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    }
    await expect(
      verifyBackup(copy, () => {}),
      path,
    ).rejects.toThrow(/damaged|no backup/);
    await expect(restore(stores(target), { from: copy, replace: true }), path).rejects.toThrow(/damaged|no backup/);
    expect(existsSync(target) ? readdirSync(target) : []).toEqual([]);
    rmSync(copy, { recursive: true });
  }
});

test('a month that the ledger lost is named, and everything else is saved', async () => {
  const target = join(folder, 'lacking');
  cpSync(data, target, { recursive: true });
  const { ledger, stop } = await portal(target);
  await ledger.dropVersion(versions[1] ?? 0);
  const manifest = await make(join(folder, 'partial'), target);
  await stop();
  expect(manifest.ledger.lacking).toMatchObject([{ cycle: '2026-09', why: expect.stringContaining('0 of 401 usage') }]);
  expect((await verifyBackup(join(folder, 'partial'), () => {})).ledger.versions).toHaveLength(3);
});

test('nothing that a backup names is dropped while it is made, and a second one waits', async () => {
  const target = join(folder, 'pinned');
  cpSync(data, target, { recursive: true });
  const { db, stop } = await bare(target);
  await db
    .updateTable('versions')
    .set({ status: 'failed' })
    .where('version', '=', versions[2] ?? 0)
    .execute();
  const source = new LocalSource(db, idle);
  await source.snapshot();
  expect(await dropOldVersions(db, idle, Date.now() + 3_600_000)).toEqual([]);
  await expect(make(join(folder, 'second'), target)).rejects.toThrow(/Another backup/);
  await source.close();
  expect(await dropOldVersions(db, idle, Date.now() + 3_600_000)).toEqual([versions[2]]);
  expect(await isLeaseHeld(db, BACKUP_LEASE)).toBe(false);
  expect(await listVersions(db, 'dropped')).toHaveLength(1);
  await stop();
});

test('a caller that goes away lets go of what it held, and leaves nothing', async () => {
  const { db, stop } = await bare();
  const source = await openSource(stores(data));
  const signal = AbortSignal.timeout(0);
  await expect(writeBackup(source, { to: join(folder, 'never'), program: 'test', signal })).rejects.toThrow();
  await source.close();
  await expect.poll(() => isLeaseHeld(db, BACKUP_LEASE)).toBe(false);
  await stop();
  expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
});

test('a restore that was cut off while it put files in place says so, and is ended by the next', async () => {
  // As it is one step before the end: the ledger in place, state not yet.
  const target = join(folder, 'cut-off');
  const stage = join(target, 'restore.part');
  const [old, staged] = [await openState(stores(target)), await openState(stores(stage))];
  await writeSetting(old, 'a', 'old');
  await writeSetting(staged, 'a', 'restored');
  await old.destroy();
  await staged.destroy();
  mkdirSync(join(target, 'ledger'));
  const { id } = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')).backup;
  const marker = { backup: id, phase: 'swapping', aside: 'before-restore-1', names: ['ledger', 'state.db'] };
  writeFileSync(join(target, 'restore.json'), JSON.stringify(marker));
  expect(() => refuseHalfRestored(target)).toThrow(/was interrupted: run "npm run restore/);
  const again = await restore(stores(target), { from: backup, replace: false });
  expect(again).toMatchObject({ resumed: true, aside: join(target, 'before-restore-1') });
  refuseHalfRestored(target);
  expect(readdirSync(target).sort()).toEqual(['before-restore-1', 'ledger', 'state.db']);
  const now = await openState(stores(target));
  expect(await readSetting(now, 'a')).toBe('restored');
  await now.destroy();
});
