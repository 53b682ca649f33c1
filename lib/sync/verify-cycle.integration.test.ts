import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { askForCycles } from '@/lib/state/syncs.server';
import { listPublished } from '@/lib/state/versions.server';
import { type SyncBench, startBench } from './sync-bench.test.fixture';

let bench: SyncBench;
beforeAll(async () => {
  bench = await startBench({ months: 3, lines: 200 });
  await bench.sync();
});
afterAll(() => bench.close());

test('months that somebody wants verified are read one after the other, beside which pages go on', async () => {
  const domainId = bench.accounts[0]?.domainId ?? '';
  let [under, most, read] = [0, 0, 0];
  const stream = bench.ledger.stream.bind(bench.ledger);
  vi.spyOn(bench.ledger, 'stream').mockImplementation(async function* (query, options) {
    under += 1;
    most = Math.max(most, under);
    read += 1;
    yield* stream(query, options);
    under -= 1;
  } as typeof bench.ledger.stream);
  const asked = await listPublished(bench.db, {
    domainIds: [domainId],
    from: '2020-01' as Cycle,
    to: '2026-11' as Cycle,
  });
  await askForCycles(bench.db, asked, 'verify');
  await bench.sync();
  expect({ most, read, months: asked.length >= 3 }).toEqual({ most: 1, read: asked.length * 3, months: true });
});
