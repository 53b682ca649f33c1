import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { listSyncCycles } from '@/lib/state/syncs.server';
import { listPublished } from '@/lib/state/versions.server';
import { type SyncBench, startBench } from './sync-bench.test.fixture';

let bench: SyncBench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const published = () =>
  listPublished(bench.db, {
    domainIds: bench.accounts.map(({ domainId }) => domainId),
    from: '2020-01' as Cycle,
    to: '2030-01' as Cycle,
  });

test('everything the upstream has is published', async () => {
  const t = performance.now();
  await bench.sync();
  console.log('ms', performance.now() - t, 'calls', bench.calls.length);
  const rows = await published();
  console.log(rows.slice(-4), await listSyncCycles(bench.db, [bench.accounts[0]?.domainId ?? '']));
  expect(rows).toHaveLength(36);
});
