import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UsageRecord } from '@/lib/bss/operations/query-usage-records';
import { openEmbedded } from './open.server';

// A small file system of its own can be mounted by root only.
const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'suanpan-full-'));

beforeAll(() => {
  if (isRoot) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder]);
});
afterAll(() => {
  if (isRoot) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
});

const page = (position: number) =>
  Array.from({ length: 1000 }, (_, index) => ({
    place: { version: 1, account: 'a', cycle: '2026-10', currency: 'CNY', position: position + index },
    // Text that does not shrink.
    record: {
      consume_amount: '0.01',
      id: crypto.randomUUID(),
      trade_id: crypto.randomUUID(),
    } as unknown as UsageRecord,
  }));

test.runIf(isRoot)('on a full disk nothing is lost, reads go on, and inserts do when there is room again', async () => {
  const open = await openEmbedded(join(folder, 'ledger'));
  const ballast = join(folder, 'ballast');
  try {
    await open.ledger.insert('usage_lines', page(0));
    fill(ballast);
    let position = 1000;
    const more = async () => {
      for (; ; position += 1000) await open.ledger.insert('usage_lines', page(position));
    };
    await expect(more()).rejects.toMatchObject({
      code: 'ledger_unavailable',
      message: expect.stringContaining('disk is full'),
    });
    const sum = { sql: 'SELECT sum(consume_amount) AS amount, count() AS n FROM ledger.usage_lines WHERE version = 1' };
    const stored = { amount: String(position / 100), n: String(position) };
    expect(await open.ledger.read(sum)).toEqual([stored]);
    // It also starts on a full disk.
    process.kill(open.engine.pid ?? 0, 'SIGKILL');
    expect(await open.ledger.read(sum)).toEqual([stored]);
    rmSync(ballast);
    await open.ledger.insert('usage_lines', page(position));
    expect(await open.ledger.read(sum)).toMatchObject([{ n: String(position + 1000) }]);
  } finally {
    await open.close();
  }
});

/** Takes what room there is. */
function fill(path: string): void {
  const block = Buffer.alloc(2 ** 16, 1);
  try {
    for (;;) writeFileSync(path, block, { flag: 'a' });
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
}
