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
import { openEmbedded } from '@/lib/ledger/open.server';
import { BACKUP_LEASE, isLeaseHeld } from '@/lib/state/leases.server';
import { openState } from '@/lib/state/open.server';
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
  await stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const found = async (dataDirectory: string) => {
  const { db, ledger, stop } = await portal(dataDirectory);
  const hashes = await Promise.all(versions.map((version) => storedHash(ledger, version)));
  const rows = await db.selectFrom('versions').selectAll().orderBy('version').execute();
  const setting = await readSetting(db, 'a');
  await stop();
  return { hashes, rows, setting };
};

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

test('the files alone give the same backup, and one restored into another folder is the same portal', async () => {
  const other = join(folder, 'from-files');
  await make(other);
  const [first, second] = [await verifyBackup(backup, () => {}), await verifyBackup(other, () => {})];
  expect(second.ledger.versions.map(({ hash, sums }) => [hash, sums])).toEqual(
    first.ledger.versions.map(({ hash, sums }) => [hash, sums]),
  );
  const target = join(folder, 'restored');
  const told: number[] = [];
  const done = await restore(stores(target), {
    from: other,
    replace: false,
    onVersion: ({ version }) => void told.push(version),
  });
  expect(done).toMatchObject({ aside: null, resumed: false });
  expect(told).toEqual(versions);
  expect(await found(target)).toEqual(await found(data));
  expect(existsSync(join(target, 'restore.json'))).toBe(false);
});

test('a backup is refused where something is, and where a portal runs', async () => {
  await expect(make(backup)).rejects.toThrow(/is there already/);
  await expect(restore(stores(data), { from: backup, replace: false })).rejects.toThrow(/add --replace/);
  const { stop } = await portal();
  await expect(restore(stores(data), { from: backup, replace: true })).rejects.toThrow(/A portal is using/);
  await stop();
});

test('what was there before is put aside, never deleted', async () => {
  const target = join(folder, 'replaced');
  cpSync(data, target, { recursive: true });
  const { db, stop } = await portal(target);
  await writeSetting(db, 'a', 'newer');
  await stop();
  const { aside } = await restore(stores(target), { from: backup, replace: true });
  expect(readdirSync(aside ?? '').sort()).toEqual(['ledger', 'state.db']);
  expect((await found(target)).setting).toMatch(/^text/);
  const before = await openState(stores(aside ?? ''));
  expect(await readSetting(before, 'a')).toBe('newer');
  await before.destroy();
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
  const { db, ledger, stop } = await portal(target);
  await db
    .updateTable('versions')
    .set({ status: 'failed' })
    .where('version', '=', versions[2] ?? 0)
    .execute();
  const source = new LocalSource(db, ledger);
  await source.snapshot();
  expect(await dropOldVersions(db, ledger, Date.now() + 3_600_000)).toEqual([]);
  await expect(make(join(folder, 'second'), target)).rejects.toThrow(/Another backup/);
  await source.close();
  expect(await dropOldVersions(db, ledger, Date.now() + 3_600_000)).toEqual([versions[2]]);
  expect(await isLeaseHeld(db, BACKUP_LEASE)).toBe(false);
  expect(await listVersions(db, 'dropped')).toHaveLength(1);
  await stop();
});

test('a caller that goes away lets go of what it held, and leaves nothing', async () => {
  const { db, stop } = await portal();
  const source = await openSource(stores(data));
  const signal = AbortSignal.timeout(0);
  await expect(writeBackup(source, { to: join(folder, 'never'), program: 'test', signal })).rejects.toThrow();
  await source.close();
  await expect.poll(() => isLeaseHeld(db, BACKUP_LEASE)).toBe(false);
  await stop();
  expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
});

test('a restore that was cut off while it put files in place says so, and is ended by the next', async () => {
  const target = join(folder, 'cut-off');
  cpSync(data, target, { recursive: true });
  const { aside } = await restore(stores(target), { from: backup, replace: true });
  // As it was one step before the end: the ledger in place, state not yet.
  const stage = join(target, 'restore.part');
  mkdirSync(stage);
  cpSync(join(target, 'state.db'), join(stage, 'state.db'));
  const { id } = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')).backup;
  const marker = { backup: id, phase: 'swapping', aside: 'before-restore-again', names: ['ledger', 'state.db'] };
  writeFileSync(join(target, 'restore.json'), JSON.stringify(marker));
  expect(() => refuseHalfRestored(target)).toThrow(/was interrupted: run "npm run restore/);
  const again = await restore(stores(target), { from: backup, replace: false });
  expect(again).toMatchObject({ resumed: true, aside: join(target, 'before-restore-again') });
  refuseHalfRestored(target);
  expect(existsSync(aside ?? '')).toBe(true);
  expect(await found(target)).toEqual(await found(data));
});
