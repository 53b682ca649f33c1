import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBackupDoor } from '@/lib/state/backup-door.server';
import { openState } from '@/lib/state/open.server';
import { readSetting, writeSetting } from '@/lib/state/settings.server';
import { root } from './repository-files';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
let data: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'suanpan-backup-'));
  data = join(folder, 'data');
  target = join(folder, 'copy.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function backup(to = [target], env: Record<string, string> = {}): Promise<{ code: unknown; text: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts', 'backup.mjs'), ...to], {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', SUANPAN_DATA: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  return { code: await new Promise((resolve) => child.once('close', resolve)), text };
}

function settingsOf(path: string): unknown {
  const db = new SQLite(path, { readonly: true });
  expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  const rows = db.prepare('select key, value from settings').all();
  db.close();
  return rows;
}

test('a running portal is copied whole, for the owner only, over what was there', async () => {
  const db = await openState({ databaseUrl: null, dataDirectory: data });
  const close = await openBackupDoor(db, data);
  await writeSetting(db, 'a', 'x'.repeat(300_000));
  writeFileSync(target, 'an older copy');
  expect(await backup()).toEqual({ code: 0, text: `Saved ${target}\n` });
  expect(settingsOf(target)).toEqual([{ key: 'a', value: 'x'.repeat(300_000) }]);
  expect(statSync(target).mode & 0o777).toBe(0o600);
  expect(statSync(join(data, 'backup.sock')).mode & 0o777).toBe(0o600);
  await writeSetting(db, 'b', 'still works');
  expect(readdirSync(data).sort()).toEqual(['backup.sock', 'state.db', 'state.db-wal']);
  close();
  await db.destroy();
  expect(readdirSync(folder).sort()).toEqual(['copy.db', 'data']);
});

test('without a portal the file is copied, also beside what a killed one left', async () => {
  const db = await openState({ databaseUrl: null, dataDirectory: data });
  await writeSetting(db, 'a', '1');
  await db.destroy();
  writeFileSync(join(data, 'backup.sock'), '');
  expect(await backup()).toEqual({ code: 0, text: `Saved ${target}\n` });
  expect(settingsOf(target)).toEqual([{ key: 'a', value: '1' }]);
});

test('a copy put in place of the store is the store', async () => {
  const db = await openState({ databaseUrl: null, dataDirectory: data });
  await writeSetting(db, 'a', '1');
  await db.destroy();
  await backup([join(folder, 'state.db')]);
  const restored = await openState({ databaseUrl: null, dataDirectory: folder });
  expect(await readSetting(restored, 'a')).toBe('1');
  await restored.destroy();
});

test('a portal that gives no copies, no store, and another database are told in a line, and leave nothing', async () => {
  expect((await backup()).text).toBe(`There is no folder ${data}: set SUANPAN_DATA as for the portal\n`);
  const db = await openState({ databaseUrl: null, dataDirectory: data });
  expect(await backup()).toEqual({ code: 1, text: 'A portal that gives no copies uses the store: stop it first\n' });
  await db.destroy();
  expect((await backup([target], { DATABASE_URL: 'postgres://x/y' })).text).toMatch(/^The store is .*pg_dump\n$/);
  expect((await backup([])).text).toMatch(/^Say where to/);
  expect(existsSync(target)).toBe(false);
  expect(readdirSync(folder)).toEqual(['data']);
});
