import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openBackupDoor } from '@/lib/backup/door.server';
import { publishMonth } from '@/lib/sync/published-month.test.fixture';
import type { Cycle } from '@/lib/cycles';
import { openEmbedded } from '@/lib/ledger/open.server';
import { openState } from '@/lib/state/open.server';
import { root } from './repository-files';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const folder = mkdtempSync(join(tmpdir(), 'suanpan-backup-'));
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  code: number | string | null;
  text: string;
}

function run(
  script: string,
  args: string[],
  { env = {}, killAt }: { env?: object; killAt?: RegExp } = {},
): Promise<Ran> {
  const words = ['--import', 'tsx', '--conditions=react-server', join('scripts', script), ...args];
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', INIT_CWD: folder, SUANPAN_DATA: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += String(chunk);
      if (killAt?.test(text)) child.kill('SIGKILL');
    });
  }
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code: signal ?? code, text })));
}

test('backup, verify-backup and restore, from a running portal into another folder, by their commands', async () => {
  const db = await openState({ databaseUrl: null, dataDirectory: data });
  const { ledger, close } = await openEmbedded(join(data, 'ledger'));
  const closeDoor = await openBackupDoor({ db, ledger: () => ledger }, data);
  await publishMonth({ db, ledger }, { domainId: 'd1', cycle: '2026-10' as Cycle, lines: 50 });
  const saved = await run('backup.ts', ['--to', 'today']);
  expect(saved).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^Saved .*today: state of .*, 1 month, 103 lines/),
  });
  expect((await run('restore.ts', ['--from', 'today', '--replace'])).text).toBe(
    `A portal is using ${data}: stop it first\n`,
  );
  const lost = await publishMonth({ db, ledger }, { domainId: 'd1', cycle: '2026-09' as Cycle, lines: 2 });
  await ledger.dropVersion(lost);
  const lacks = expect.stringMatching(
    /Not in (it|the backup).* 2026-09 of account d1 \(version 2\): 0 of 2 usage lines/,
  );
  expect(await run('backup.ts', ['--to', 'partial'])).toMatchObject({ code: 2, text: lacks });
  await closeDoor();
  await close();
  await db.destroy();
  expect(await run('verify-backup.ts', ['--from', 'partial'])).toMatchObject({ code: 2, text: lacks });
  const third = { env: { SUANPAN_DATA: join(folder, 'third') } };
  expect(await run('restore.ts', ['--from', 'partial'], third)).toMatchObject({ code: 2, text: lacks });

  const right =
    '2026-10 of account d1 (version 1): 50 usage, 50 expenditure and 3 summary lines; sums and hash are right';
  const verified = await run('verify-backup.ts', ['--from', 'today']);
  expect(verified).toMatchObject({ code: 0, text: expect.stringContaining(`${right}\nThe backup of`) });
  const env = { SUANPAN_DATA: join(folder, 'other') };
  // Killed when everything is loaded and nothing in place yet.
  const killed = await run('restore.ts', ['--from', 'today'], { env, killAt: /are right/ });
  expect(killed.code).toBe('SIGKILL');
  const again = await run('restore.ts', ['--from', 'today'], { env });
  expect(again).toMatchObject({ code: 0, text: expect.stringContaining(`${right}\n`) });
  expect(readdirSync(join(folder, 'other')).sort()).toEqual(['ledger', 'state.db']);
});

test('what is missing or wrong is one line', async () => {
  expect(await run('backup.ts', [])).toEqual({ code: 1, text: 'Say where to: npm run backup -- --to /backup/today\n' });
});
