import { expect, test } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import type { LineFactName } from '@/lib/ledger/line-fact';
import { Backlog } from './backlog';

const [OCTOBER, SEPTEMBER] = ['2026-10', '2026-09'] as Cycle[] as [Cycle, Cycle];

type Told = Record<LineFactName, number> & { rowsThere?: number };

function knows(backlog: Backlog, cycle: Cycle, { rowsThere = 0, ...pages }: Told) {
  for (const list of ['usage_lines', 'fee_lines'] as const) {
    backlog.list(cycle, { list, pages: pages[list], rows: pages[list] * 1000, rowsThere });
  }
}
function come(backlog: Backlog, cycle: Cycle, pages: Partial<Record<LineFactName, number>>) {
  for (const [list, count] of Object.entries(pages) as [LineFactName, number][]) {
    for (let page = 0; page < count; page += 1) backlog.page(cycle, list);
  }
}

test('another month is begun when a few pages are left of the longer list of those before, and not earlier', async () => {
  const backlog = new Backlog();
  expect(backlog.isLow).toBe(true);
  backlog.begin(OCTOBER);
  expect(backlog.isLow).toBe(false);
  let told = 0;
  void backlog.becomesLow().then(() => (told += 1));
  knows(backlog, OCTOBER, { usage_lines: 8, fee_lines: 90 });
  come(backlog, OCTOBER, { usage_lines: 8 });
  come(backlog, OCTOBER, { fee_lines: 78 });
  expect(backlog.isLow).toBe(false);
  backlog.page(OCTOBER, 'fee_lines');
  expect(backlog.isLow).toBe(true);
  backlog.begin(SEPTEMBER);
  expect(backlog.isLow).toBe(false);
  backlog.end(OCTOBER);
  backlog.end(SEPTEMBER);
  expect(backlog.isLow).toBe(true);
  await Promise.resolve();
  expect(told).toBe(1);
});

test('of short months as many are begun as it takes to use the quota', () => {
  const backlog = new Backlog();
  backlog.begin(OCTOBER);
  knows(backlog, OCTOBER, { usage_lines: 1, fee_lines: 2 });
  const months: Cycle[] = [];
  for (let month = 9; backlog.isLow; month -= 1) {
    const cycle = `2026-0${month}` as Cycle;
    months.push(cycle);
    backlog.begin(cycle);
  }
  expect(months).toHaveLength(5);
  for (const cycle of months) knows(backlog, cycle, { usage_lines: 1, fee_lines: 2 });
  expect(backlog.isLow).toBe(false);
});

test('what was there before is not waited for', () => {
  const backlog = new Backlog();
  backlog.begin(OCTOBER);
  knows(backlog, OCTOBER, { usage_lines: 50, fee_lines: 50, rowsThere: 40_000 });
  expect(backlog.isLow).toBe(true);
});

test('a page more than was told, and a page of a month that has ended, are no pages less of others', () => {
  const backlog = new Backlog();
  backlog.begin(OCTOBER);
  backlog.begin(SEPTEMBER);
  knows(backlog, OCTOBER, { usage_lines: 1, fee_lines: 1 });
  knows(backlog, SEPTEMBER, { usage_lines: 12, fee_lines: 12 });
  come(backlog, OCTOBER, { fee_lines: 5 });
  backlog.end(OCTOBER);
  backlog.page(OCTOBER, 'fee_lines');
  expect(backlog.isLow).toBe(false);
});

test('the longer a month takes to begin, the earlier the next one does', () => {
  let now = 0;
  const backlog = new Backlog(() => now);
  backlog.begin(OCTOBER);
  now = 3000;
  knows(backlog, OCTOBER, { usage_lines: 9, fee_lines: 90 });
  expect(backlog.isLow).toBe(false);
  come(backlog, OCTOBER, { fee_lines: 60 });
  expect(backlog.isLow).toBe(false);
  backlog.page(OCTOBER, 'fee_lines');
  expect(backlog.isLow).toBe(true);
  backlog.end(OCTOBER);
  backlog.begin(SEPTEMBER);
  now += 100;
  knows(backlog, SEPTEMBER, { usage_lines: 9, fee_lines: 90 });
  come(backlog, SEPTEMBER, { fee_lines: 75 });
  expect(backlog.isLow).toBe(false);
  backlog.page(SEPTEMBER, 'fee_lines');
  expect(backlog.isLow).toBe(true);
});

test('a month that took long to begin and is short is reason to begin the next one at once', async () => {
  let now = 0;
  const backlog = new Backlog(() => now);
  backlog.begin(OCTOBER);
  const low = backlog.becomesLow();
  now = 3000;
  knows(backlog, OCTOBER, { usage_lines: 20, fee_lines: 25 });
  expect(backlog.isLow).toBe(true);
  await low;
});

test('a month that failed, or has said nothing for long, keeps no other waiting', () => {
  let now = 0;
  const backlog = new Backlog(() => now);
  backlog.begin(OCTOBER, { hasFailed: true });
  expect(backlog.isLow).toBe(true);
  backlog.begin(SEPTEMBER);
  expect(backlog.isLow).toBe(false);
  now = 5001;
  expect(backlog.isLow).toBe(true);
  knows(backlog, SEPTEMBER, { usage_lines: 2, fee_lines: 90 });
  expect(backlog.isLow).toBe(false);
});

test('the first page, which tells how long its list is, is counted once', () => {
  const backlog = new Backlog();
  backlog.begin(OCTOBER);
  come(backlog, OCTOBER, { usage_lines: 1, fee_lines: 1 });
  knows(backlog, OCTOBER, { usage_lines: 1, fee_lines: 14 });
  backlog.page(OCTOBER, 'fee_lines');
  expect(backlog.isLow).toBe(false);
  backlog.page(OCTOBER, 'fee_lines');
  expect(backlog.isLow).toBe(true);
});
