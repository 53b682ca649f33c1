import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { openEmbedded } from './open.server';

const folder = mkdtempSync(join(tmpdir(), 'suanpan-ledger-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const LINES = 500;
const ROUNDS = 4;
/** Seed of the moments; the same ones each time. */
const moments = [3, 17, 40, 8];

/** Starts the program that writes. @returns its engine, what it had acknowledged so far, and a wait for a number of pages */
async function startWriter(version: number) {
  const program = 'lib/ledger/testing/writer.server.test-data.ts';
  const args = ['--import', 'tsx', '--conditions=react-server', program, folder, String(version)];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'silent' },
  });
  children.push(child);
  const stored = new Set<number>();
  let engine = 0;
  const lines = createInterface(child.stdout);
  const until = (done: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!done()) return;
        lines.off('line', look);
        resolve();
      };
      lines.on('line', look);
      look();
    });
  lines.on('line', (line) => {
    const [word, number] = line.split(' ');
    if (word === 'engine') engine = Number(number);
    else stored.add(Number(number));
  });
  await until(() => engine > 0);
  return { child, engine, stored, until };
}

const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

test('a writer or its engine that is killed at any moment loses nothing that was acknowledged, and tears no page', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const version = round + 1;
    const { child, engine, stored, until } = await startWriter(version);
    await until(() => stored.size >= (moments[round] ?? 1));
    if (round % 2 === 0) {
      process.kill(engine, 'SIGKILL');
      // It is started again, and takes pages again.
      const before = stored.size;
      await until(() => stored.size > before + 2);
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    // No engine outlives its portal: it would hold the folder.
    await expect.poll(() => isAlive(engine), { timeout: 5000 }).toBe(false);
    const open = await openEmbedded(folder);
    const rows = await open.ledger.read<{ page: number; n: string; lines: string }>({
      sql: 'SELECT intDiv(position, 1000) AS page, count() AS n, uniqExact(position) AS lines FROM ledger.fee_lines WHERE version = {v:UInt32} GROUP BY page',
      params: { v: version },
    });
    await open.close();
    for (const { n, lines } of rows) expect([n, lines]).toEqual([String(LINES), String(LINES)]);
    const kept = new Set(rows.map(({ page }) => page));
    expect([...stored].filter((page) => !kept.has(page))).toEqual([]);
    // One was on its way at each kill.
    expect(kept.size).toBeLessThanOrEqual(stored.size + 2);
  }
});
