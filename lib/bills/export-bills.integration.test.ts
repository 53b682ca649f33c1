import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type CsvDownload, csvHeader, csvRow } from '@/lib/http/csv';
import { csvStream } from '@/lib/http/csv-stream';
import { AppError } from '@/lib/http/errors';
import type { Ledger } from '@/lib/ledger/ledger';
import { type Decimal, decimal, padDecimals, sum } from '@/lib/money';
import en from '@/messages/en.json';
import { harbour, lanting, publishBills, scope } from './bills-world.test-data.server';
import { expenditureColumns, summaryColumns, usageColumns } from './csv-columns';
import { exportExpenditures, exportSummary, exportUsage } from './export-bills.server';
import { expenditureFilters, summaryFilters, usageFilters } from './filters';
import { NOW } from './hand-made-bills.test-data.server';
import { type LedgerBench, openLedgerBench } from './ledger-bench.test-data.server';
import { listUsage } from './service.server';

const usage = (change: object = {}) => ({ ...usageFilters.parse({}).values, ...change });
const expenditures = (change: object = {}) => ({ ...expenditureFilters.parse({}).values, ...change });
const summary = (change: object = {}) => ({ ...summaryFilters.parse({}).values, ...change });

let bench: LedgerBench;
beforeAll(async () => {
  bench = await openLedgerBench();
  await publishBills(bench);
});
afterAll(() => bench.close());

async function cells({ columns, rows }: CsvDownload): Promise<Record<string, string | null>[]> {
  const found: Record<string, string | null>[] = [];
  for await (const row of rows)
    found.push(Object.fromEntries(columns.map(({ header }, i) => [header, row[i] ?? null])));
  return found;
}

describe('files', () => {
  test('have the rows of the list, all of them, in its order, and add up to the screen', async () => {
    const ctx = bench.context(scope);
    for (const sort of ['-billDate', 'resourceName', '-consumeAmount'] as const) {
      const rows = await cells(await exportUsage(ctx, usage({ pageSize: 1, sort }), { labels: false }));
      const list = await listUsage(ctx, usage({ sort }));
      expect(rows.map(({ id }) => id)).toEqual(list.items.map(({ id }) => id));
      const dollars = rows.filter(({ currency }) => currency === 'USD');
      const total = sum(dollars.map(({ consumeAmount }) => decimal(consumeAmount ?? '')));
      expect(padDecimals(total as Decimal)).toBe(list.totals[1]?.consumeAmount);
    }
  });

  test('say of each row when its own month was read', async () => {
    const download = await exportUsage(bench.context([harbour]), usage({ from: '2026-10', to: '2026-11' }), {
      labels: false,
    });
    const read = new Set((await cells(download)).map(({ cycle, asOf }) => `${cycle} ${asOf}`));
    expect([...read].sort()).toEqual(['2026-10 2026-11-03T00:00:00Z', `2026-11 ${NOW}`]);
  });

  test('say the currency, cycle, state and age of each row, and write a formula as text', async () => {
    const download = await exportUsage(bench.context([harbour]), usage({ sort: 'consumeAmount' }), { labels: false });
    const [row] = await cells(download);
    expect(row).toMatchObject({
      currency: 'USD',
      cycle: '2026-11',
      state: 'open',
      asOf: NOW,
      domainId: harbour.domainId,
      consumeAmount: '-2.50000000',
    });
    const again = await exportUsage(bench.context([harbour]), usage({ sort: 'consumeAmount' }), { labels: false });
    let text = csvHeader(again.columns);
    for await (const line of again.rows) text += csvRow(line, again.columns);
    expect(text).toContain(`"'=SUM(A1)"`);
    expect(text).toContain(',-2.50000000,');
  });

  test('for people say what a code means beside it, in their language', async () => {
    const zh = bench.context([harbour], { locale: 'zh-CN' });
    const chinese = await cells(await exportSummary(zh, summary({ mode: '3' }), { labels: true }));
    expect(chinese[0]).toMatchObject({
      '状态（编码）': 'open',
      状态: '暂估',
      '计费模式（编码）': '3',
      计费模式: '按需',
    });
    const [unknown] = await cells(await exportUsage(bench.context([harbour]), usage({ q: 's6' }), { labels: true }));
    expect(unknown).toMatchObject({ 'Bill type (code)': '999', 'Bill type': 'other (999)' });
    const download = await exportSummary(bench.context([harbour]), summary(), { labels: false });
    expect(download.name).toBe('bill-summary-2026-11');
  });

  test('an empty view is a file with a header', async () => {
    const download = await exportExpenditures(bench.context([lanting]), expenditures(), { labels: false });
    expect(await cells(download)).toEqual([]);
    expect(download.columns[0]?.header).toBe('cycle');
  });

  test('a month that nobody has any more is no file, and waiting is no way out', async () => {
    const file = exportUsage(bench.context([lanting]), usage({ cycle: '2019-03' }), { labels: false });
    const error = await file.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'not_found', field: 'cycle', retryAfter: undefined });
  });

  test('an engine that fails in the middle breaks the download', async () => {
    const broken: Ledger = {
      ...alike(bench.ledger),
      async *stream<Row>() {
        yield (await bench.ledger.read<Row>({ sql: 'SELECT * FROM ledger.usage_lines LIMIT 2' })) as Row[];
        throw new AppError('ledger_unavailable', 'Gone.');
      },
    };
    const download = await exportUsage(bench.context(scope, { ledger: broken }), usage(), { labels: false });
    const body = await csvStream(download, { bom: false });
    await expect(new Response(body).text()).rejects.toThrow('Gone.');
  });

  test('a reader who leaves stops the engine', async () => {
    const left = vi.fn();
    const endless: Ledger = {
      ...alike(bench.ledger),
      async *stream<Row>() {
        try {
          for (;;) {
            yield (await bench.ledger.read<Row>({
              sql: 'SELECT * FROM ledger.usage_lines WHERE account = {a:String}',
              params: { a: harbour.domainId },
            })) as Row[];
          }
        } finally {
          left();
        }
      },
    };
    const download = await exportUsage(bench.context([harbour], { ledger: endless }), usage(), { labels: false });
    const reader = (await csvStream(download, { bom: false })).getReader();
    await reader.read();
    await reader.cancel();
    expect(left).toHaveBeenCalledOnce();
  });

  test('every column has a title and a name of its own', () => {
    for (const columns of [summaryColumns, usageColumns, expenditureColumns] as const) {
      const names = columns.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(en.bills.fields).toHaveProperty(name);
    }
  });
});

/** A ledger whose answers are the real one's, for tests that replace one of its methods. */
const alike = (ledger: Ledger): Ledger => ({
  read: (query, options) => ledger.read(query, options),
  stream: (query, options) => ledger.stream(query, options),
  insert: (fact, records) => ledger.insert(fact, records),
  store: (fact, blocks) => ledger.store(fact, blocks),
  copyVersion: (from, to) => ledger.copyVersion(from, to),
  rollUp: (version, build) => ledger.rollUp(version, build),
  dropBuilds: (builds) => ledger.dropBuilds(builds),
  dropVersion: (version) => ledger.dropVersion(version),
  setAside: (version) => ledger.setAside(version),
  ping: () => ledger.ping(),
  status: () => ledger.status(),
});
