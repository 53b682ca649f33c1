import { expect, test } from 'vitest';
import { type CsvDownload, csvHeader, csvRow } from '@/lib/http/csv';
import { AppError } from '@/lib/http/errors';
import { type Decimal, decimal, padDecimals, sum } from '@/lib/money';
import en from '@/messages/en.json';
import { expenditureColumns, summaryColumns, usageColumns } from './csv-columns';
import { exportSummary, exportUsage } from './export-bills.server';
import { expenditureFilters, summaryFilters, usageFilters } from './filters';
import { account, context, live, NOW, summaryRow, usageLine } from './hand-made-bills.test-data.server';
import { exportExpenditures } from './export-bills.server';
import { listUsage } from './service.server';
import type { BillSource } from './source.server';

const harbour = account('harbour');
const edge = account('edge');
const ctx = context([harbour, edge]);
const lines = [
  usageLine(
    { account: harbour, index: 0 },
    { payable: '1.00000001', bill_date: '2026-11-01', resource_name: '=SUM(A1)' },
  ),
  usageLine({ account: harbour, index: 1 }, { payable: '-3.25', bill_date: '2026-11-03', bill_type: 999 }),
];
const source: BillSource = {
  usageLines: async (owner) =>
    live(
      owner === harbour ? lines : [usageLine({ account: edge, index: 0 }, { payable: '2', bill_date: '2026-11-02' })],
    ),
  expenditureLines: async () => live([]),
  summaryRows: async (owner, cycle) =>
    live({
      rows: [summaryRow({ account: owner, index: 0, cycle }, { charging_mode: 3 })],
      upstreamTotal: { amount: '1', currency: 'USD' },
    }),
};
const filters = usageFilters.parse({}).values;

async function cells({ columns, rows }: CsvDownload): Promise<Record<string, string | null>[]> {
  const found: Record<string, string | null>[] = [];
  for await (const row of rows)
    found.push(Object.fromEntries(columns.map(({ header }, i) => [header, row[i] ?? null])));
  return found;
}

test('a file has the rows of the list, all of them, in its order', async () => {
  const rows = await cells(await exportUsage(ctx, { ...filters, pageSize: 1 }, { labels: false, source }));
  expect(rows.map(({ billDate }) => billDate)).toEqual(['2026-11-03', '2026-11-02', '2026-11-01']);
  expect(rows.map(({ account }) => account)).toEqual(['harbour', 'edge', 'harbour']);
});

test('its amounts add up to the totals of the screen', async () => {
  const rows = await cells(await exportUsage(ctx, filters, { labels: false, source }));
  const list = await listUsage(ctx, filters, source);
  const total = sum(rows.map(({ consumeAmount }) => decimal(consumeAmount ?? '')));
  expect(padDecimals(total as Decimal)).toBe(list.totals[0]?.consumeAmount);
  expect(rows).toHaveLength(list.total);
});

test('each row says its currency, cycle, state and age, and amounts have eight decimals', async () => {
  const [row] = await cells(await exportUsage(ctx, filters, { labels: false, source }));
  expect(row).toMatchObject({
    currency: 'USD',
    cycle: '2026-11',
    state: 'open',
    asOf: NOW,
    domainId: harbour.domainId,
    consumeAmount: '-3.25000000',
    billType: '999',
    resourceName: null,
  });
});

test('a file fails instead of lacking an account in silence', async () => {
  const failing: BillSource = {
    ...source,
    usageLines: async (owner, cycle) => {
      if (owner === edge) throw new AppError('upstream_unavailable', 'It is down.');
      return source.usageLines(owner, cycle);
    },
  };
  await expect(exportUsage(ctx, filters, { labels: false, source: failing })).rejects.toMatchObject({
    code: 'upstream_unavailable',
    message: expect.stringContaining('edge') as string,
  });
});

test('text that a spreadsheet would run is written as text, a negative amount stays a number', async () => {
  const download = await exportUsage(ctx, filters, { labels: false, source });
  const text =
    csvHeader(download.columns) +
    [...(download.rows as Iterable<string[]>)].map((row) => csvRow(row, download.columns)).join('');
  expect(text).toContain(`"'=SUM(A1)"`);
  expect(text).toContain(',-3.25000000,');
});

test('titles are in the language of the session when labels are asked for', async () => {
  const summary = summaryFilters.parse({}).values;
  const zh = await exportSummary(context([harbour], { locale: 'zh-CN' }), summary, { labels: true, source });
  expect(zh.columns.map(({ header }) => header)).toContain('应付金额');
  const plain = await exportSummary(ctx, summary, { labels: false, source });
  expect(plain.columns.map(({ header }) => header)).toContain('consumeAmount');
  expect(plain.name).toBe('bill-summary-2026-11');
});

test('every column has a title and a name of its own', () => {
  for (const columns of [summaryColumns, usageColumns, expenditureColumns] as const) {
    const names = columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(en.bills.fields).toHaveProperty(name);
  }
});

test('an empty view is a file with a header', async () => {
  const download = await exportExpenditures(ctx, expenditureFilters.parse({}).values, { labels: false, source });
  expect(await cells(download)).toEqual([]);
  expect(download.columns[0]?.header).toBe('cycle');
});

test('a file for people says what a code means beside it, in their language', async () => {
  const zh = context([harbour, edge], { locale: 'zh-CN' });
  const [english, chinese] = [
    await cells(await exportSummary(ctx, summaryFilters.parse({}).values, { labels: true, source })),
    await cells(await exportSummary(zh, summaryFilters.parse({}).values, { labels: true, source })),
  ];
  expect(english[0]).toMatchObject({ 'Billing mode (code)': '3', 'Billing mode': 'Pay-per-use' });
  expect(chinese[0]).toMatchObject({ '计费模式（编码）': '3', 计费模式: '按需' });
  const [unknown] = await cells(await exportUsage(ctx, filters, { labels: true, source }));
  expect(unknown).toMatchObject({ 'Bill type (code)': '999', 'Bill type': 'other (999)' });
  const [plain] = await cells(await exportUsage(ctx, filters, { labels: false, source }));
  expect(Object.keys(plain ?? {})).toEqual(usageColumns.map(({ name }) => name));
});
