import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { AppError } from '@/lib/http/errors';
import type { LedgerCopies } from '@/lib/ledger/ledger';
import { BACKUP_LEASE, isLeaseHeld } from '@/lib/state/leases.server';
import { openState } from '@/lib/state/open.server';
import { listVersions } from '@/lib/state/versions.server';
import { dropOldVersions } from '@/lib/sync/tidy.server';
import { openSource } from './command.server';
import { openBackupDoor } from './door.server';
import { LocalSource } from './local-source.server';
import { bare, idle, make, portal, savedPortal, stores } from './saved-portal.test-data.server';
import { verifyBackup } from './verify-backup.server';
import { writeBackup } from './write-backup.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

let saved: Awaited<ReturnType<typeof savedPortal>>;
let folder: string;
let data: string;
let backup: string;
beforeAll(async () => {
  saved = await savedPortal();
  ({ folder, data, backup } = saved);
});
afterAll(() => saved.remove());

test('what a running portal hands out is whole, for its owner only, and says what is in it', async () => {
  const seen: number[] = [];
  const manifest = await verifyBackup(backup, ({ version }) => void seen.push(version));
  expect(seen).toEqual(saved.versions);
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

test('a month that the ledger lost is named, and everything else is saved', async () => {
  const target = join(folder, 'lacking');
  cpSync(data, target, { recursive: true });
  const { ledger, stop } = await portal(target);
  await ledger.dropVersion(saved.versions[1] ?? 0);
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
    .where('version', '=', saved.versions[2] ?? 0)
    .execute();
  const source = new LocalSource(db, idle);
  await source.snapshot();
  expect(await dropOldVersions(db, idle, Date.now() + 3_600_000)).toEqual([]);
  await expect(make(join(folder, 'second'), target)).rejects.toThrow(/Another backup/);
  await source.close();
  expect(await dropOldVersions(db, idle, Date.now() + 3_600_000)).toEqual([saved.versions[2]]);
  expect(await isLeaseHeld(db, BACKUP_LEASE)).toBe(false);
  expect(await listVersions(db, 'dropped')).toHaveLength(1);
  await stop();
});

test('what keeps the portal from handing it out is told in its words, and no month is blamed for it', async () => {
  const full = new AppError('unavailable', 'The data folder cannot be written (the disk is full)');
  const ledger = { copyOut: () => Promise.reject(full) } as unknown as LedgerCopies;
  const db = await openState(stores(data));
  const closeDoor = await openBackupDoor({ db, ledger: () => ledger }, data);
  expect(statSync(join(data, 'backup.sock')).mode & 0o777).toBe(0o600);
  await expect(make(join(folder, 'full'), data)).rejects.toThrow(full.message);
  await closeDoor();
  await db.destroy();
});

test('a backup of files changes nothing in them: a ledger of another program is refused, and left as it is', async () => {
  const target = join(folder, 'as-is');
  await (await bare(target)).stop();
  await expect(openSource(stores(target))).rejects.toThrow(/There is no ledger in/);
  mkdirSync(join(target, 'ledger'));
  await expect(openSource(stores(target))).rejects.toThrow(
    /tables of the ledger are of another version of this program/,
  );
  expect(existsSync(join(target, 'ledger', 'data', 'metadata', 'ledger.sql'))).toBe(false);
});

test('a backup that hangs keeps old versions for a day, and no longer', async () => {
  const { db, stop } = await bare(data);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  const source = new LocalSource(db, idle);
  try {
    await source.snapshot();
    await vi.advanceTimersByTimeAsync(23 * 3_600_000);
    expect(await isLeaseHeld(db, BACKUP_LEASE)).toBe(true);
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    await expect.poll(() => isLeaseHeld(db, BACKUP_LEASE)).toBe(false);
  } finally {
    vi.useRealTimers();
    await source.close();
    await stop();
  }
});

test('a caller that goes away lets go of what it held, and leaves nothing', async () => {
  const { db, stop } = await bare(data);
  const source = await openSource(stores(data));
  const signal = AbortSignal.timeout(0);
  await expect(writeBackup(source, { to: join(folder, 'never'), program: 'test', signal })).rejects.toThrow();
  await source.close();
  await expect.poll(() => isLeaseHeld(db, BACKUP_LEASE)).toBe(false);
  await stop();
  expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
});
