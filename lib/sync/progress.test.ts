import { expect, it } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { SyncProgress } from './progress';

const CYCLE = '2026-10' as Cycle;

it('counts what was read before the process went on with it, and not into its rate', () => {
  let now = 0;
  const progress = new SyncProgress(() => now);
  progress.begin('a', CYCLE);
  progress.list('a', CYCLE, { list: 'usage_lines', rows: 2500, pages: 3, rowsThere: 2000 });
  progress.list('a', CYCLE, { list: 'fee_lines', rows: 0, pages: 0, rowsThere: 0 });
  now = 2000;
  progress.page('a', CYCLE, 500);
  expect(progress.of('a', CYCLE)).toMatchObject({ pagesDone: 3, pagesTotal: 3, rowsDone: 2500, rowsTotal: 2500 });
  expect(progress.rate('a').rows).toBe(500);
});

it('does not say how long a cycle takes while one of its lists is unknown', () => {
  const progress = new SyncProgress(() => 0);
  progress.begin('a', CYCLE);
  progress.list('a', CYCLE, { list: 'usage_lines', rows: 2500, pages: 3, rowsThere: 0 });
  expect(progress.of('a', CYCLE)).toMatchObject({ pagesTotal: null, rowsTotal: null });
});
