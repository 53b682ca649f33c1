import { expect, test, vi } from 'vitest';
import type { BssAccount } from '@/lib/bss/account.server';
import { type Cycle, parseCycle } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { decimal } from '@/lib/money';
import { account, context, orNull } from './hand-made-bills.test-data.server';
import { liveBillSource } from './live-source.server';

const harbour = account('harbour');
const november = parseCycle('2026-11') as Cycle;

function sourceOf(bss: Partial<BssAccount>, locale: 'en' | 'zh-CN' = 'en') {
  return liveBillSource(context([harbour], { bss: () => bss as BssAccount, locale }));
}

const record = orNull({ consume_amount: decimal('1'), az_code_infos: [] });

test('reads a whole cycle by day, own records only, a thousand at a time', async () => {
  const queryUsageRecords = vi.fn(async ({ offset = 0, limit = 0 }: { offset?: number; limit?: number }) => ({
    total_count: 1500,
    currency: null,
    monthly_records: Array.from({ length: Math.min(limit, 1500 - offset) }, () => record),
  }));
  const bss = { queryUsageRecords } as unknown as Partial<BssAccount>;
  const { value } = await sourceOf(bss, 'zh-CN').usageLines(harbour, november);
  expect(value).toHaveLength(1500);
  expect(new Set(value.map(({ id }) => id)).size).toBe(1500);
  expect(queryUsageRecords.mock.calls.map(([input]) => input)).toEqual([
    { cycle: '2026-11', method: 'oneself', statistic_type: 2, offset: 0, limit: 1000 },
    { cycle: '2026-11', method: 'oneself', statistic_type: 2, offset: 1000, limit: 1000 },
  ]);
  expect(queryUsageRecords.mock.calls[0]).toContainEqual(expect.objectContaining({ language: 'zh_CN' }));
  // Absent in the answer: the account's own.
  expect(value[0]?.consumeAmount.currency).toBe('USD');
});

test('equal rows are both kept', async () => {
  const listFeeRecords = async () => ({
    total_count: 2,
    currency: 'EUR',
    fee_records: [orNull({ amount: decimal('1') }), orNull({ amount: decimal('1') })],
  });
  const bss = { listFeeRecords } as unknown as Partial<BssAccount>;
  const { value } = await sourceOf(bss).expenditureLines(harbour, november);
  expect(value.map(({ amount }) => amount)).toEqual([
    { amount: '1.00000000', currency: 'EUR' },
    { amount: '1.00000000', currency: 'EUR' },
  ]);
});

test('the same cycle is asked once while it is fresh, each project apart', async () => {
  const monthlySum = vi.fn(async () => ({
    total_count: 0,
    currency: 'USD',
    bill_sums: [],
    consume_amount: decimal('12.5'),
  }));
  const source = sourceOf({ monthlySum } as unknown as Partial<BssAccount>);
  const [first, second] = await Promise.all([
    source.summaryRows(harbour, november, { project: null }),
    source.summaryRows(harbour, november, { project: null }),
  ]);
  expect(monthlySum).toHaveBeenCalledTimes(1);
  expect(first.value).toBe(second.value);
  expect(first.value.upstreamTotal).toEqual({ amount: '12.50000000', currency: 'USD' });
  await source.summaryRows(harbour, november, { project: '0' });
  expect(monthlySum).toHaveBeenLastCalledWith(
    expect.objectContaining({ enterprise_project_id: '0', method: 'oneself' }),
    expect.anything(),
  );
});

test('what the upstream refuses is not an empty bill', async () => {
  const monthlySum = async () => {
    throw new AppError('upstream_refused', 'Refused.');
  };
  const source = sourceOf({ monthlySum } as unknown as Partial<BssAccount>);
  await expect(source.summaryRows(harbour, november, { project: null })).rejects.toMatchObject({
    code: 'upstream_refused',
  });
});
