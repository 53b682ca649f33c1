import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { openState } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { listSyncCycles } from '@/lib/state/syncs.server';
import { recordFailure } from './record-failure.server';

const folder = mkdtempSync(join(tmpdir(), 'suanpan-failure-'));
let db: Db;
beforeAll(async () => {
  db = await openState({ databaseUrl: null, dataDirectory: folder });
});
afterAll(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const fail = async (isAsked: boolean) => {
  await recordFailure(
    db,
    { domainId: 'd', cycle: '2026-10' as Cycle },
    { code: 'unproven', detail: 'They differ.', isAsked },
  );
  const [row] = await listSyncCycles(db, ['d']);
  return { failures: row?.failures, retryAt: Date.parse(row?.retry_at ?? '') };
};

test('who asks again and again does not put off the next try; failures in a row do', async () => {
  const first = await fail(true);
  expect(first.failures).toBe(1);
  for (let asked = 0; asked < 3; asked += 1) expect(await fail(true)).toEqual(first);
  const second = await fail(false);
  expect(second.failures).toBe(2);
  expect(second.retryAt).toBeGreaterThan(first.retryAt);
});
