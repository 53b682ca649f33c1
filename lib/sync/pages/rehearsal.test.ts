import { expect, test } from 'vitest';
import { listFeeRecords } from '@/lib/bss/operations/list-fee-records';
import { queryUsageRecords } from '@/lib/bss/operations/query-usage-records';
import { workPage } from './page-work';
import { rehearsal } from './rehearsal';

test('pages of the rehearsal are read in the usual way, of either list, and are as long as true ones', () => {
  const lists = new Set<string>();
  for (const { job, bytes } of rehearsal()) {
    if (lists.has(job.fact)) continue;
    lists.add(job.fact);
    const fast = job.fact === 'usage_lines' ? queryUsageRecords.fast : listFeeRecords.fast;
    const answer = fast?.(bytes);
    if (!answer) throw new Error(`a page of ${job.fact} is not of the usual form`);
    const page = workPage(job, answer);
    expect(page.rows.length).toBe(1000);
    expect(page.block.length).toBeGreaterThan(200_000);
  }
  expect([...lists].sort()).toEqual(['fee_lines', 'usage_lines']);
});
