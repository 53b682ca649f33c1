import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type CsvDownload, csvHeader, csvRow } from '@/lib/http/csv';
import { csvStream } from '@/lib/http/csv-stream';
import { AppError } from '@/lib/http/errors';
import type { Ledger } from '@/lib/ledger/ledger';
import { type Decimal, decimal, padDecimals, sum } from '@/lib/money';
import { learnNames } from '@/lib/state/names.server';
import { clearAccountFailure, saveAccountFailure, saveCycleFailure } from '@/lib/state/syncs.server';
import type { Cycle } from '@/lib/cycles';
import en from '@/messages/en.json';
import { expenditureColumns, summaryColumns, usageColumns } from './csv-columns';
import { encodeCursor } from './cursor';
import { exportExpenditures, exportSummary, exportUsage } from './export-bills.server';
import { expenditureFilters, summaryFilters, usageFilters } from './filters';
import { account, feeRecord, NOW, summaryRecord, usageRecord } from './hand-made-bills.test-data.server';
import { type LedgerBench, openLedgerBench } from './ledger-bench.server.test-data';
import { listSummary } from './list-summary.server';
import { listExpenditures, listUsage } from './service.server';

const harbour = account('harbour');
const lanting = account('lanting', 'CNY');
const scope = [harbour, lanting];
const usage = (change: object = {}) => ({ ...usageFilters.parse({}).values, ...change });
const expenditures = (change: object = {}) => ({ ...expenditureFilters.parse({}).values, ...change });
const summary = (change: object = {}) => ({ ...summaryFilters.parse({}).values, ...change });
const numbers = (items: readonly { id: string }[]) => items.map(({ id }) => Number(id.split('.').at(-1))).sort();

let bench: LedgerBench;
beforeAll(async () => {
  bench = await openLedgerBench();
  await learnNames(bench.db, [
    { kind: 'service', code: 'ec2', language: 'en_US', name: 'Elastic Cloud Server' },
    { kind: 'service', code: 'ec2', language: 'zh_CN', name: '弹性云服务器' },
  ]);
  await bench.publish({
    account: harbour,
    usage: [
      usageRecord({
        payable: '1.00000001',
        resource_name: 'Web-01',
        region: 'ap-1',
        bill_date: '2026-11-01',
        cloud_service_type: 'ec2',
      }),
      usageRecord({ payable: '0', resource_tag: 'env=PROD', charge_mode: 3, bill_type: 5, bill_date: '2026-11-02' }),
      usageRecord({ payable: '-2.5', res_instance_id: 'abc', enterprise_project_id: '0', resource_name: '=SUM(A1)' }),
      usageRecord({ payable: '4', trade_id: 'CS100%', product_spec_desc: 'a|s6.large|b', bill_type: 999 }),
      usageRecord({ payable: '1', cash_amount: decimal('0.99'), sku_code: 'sku-1', resource_Type_code: 'vm' }),
    ],
    fees: [
      feeRecord({ order_id: 'CS1', usage: decimal('9') }),
      feeRecord({ trade_id: 'CS1', usage: decimal('10') }),
      feeRecord({ trade_id: 'CS12', usage: null, bill_type: 777, charge_mode: 42 }),
    ],
    summary: [
      summaryRecord({ payable: '5', service_type_code: 'ec2', service_type_name: 'ECS', charging_mode: 3 }),
      summaryRecord({ payable: '2', service_type_code: 'obs', bill_type: 2 }),
      summaryRecord({ official_amount: decimal('3') }),
      summaryRecord({ official_amount: decimal('1.004'), truncated_amount: decimal('0.004') }),
      summaryRecord({ cash_amount: decimal('0.5'), writeoff_amount: decimal('0.4') }),
    ],
    sums: JSON.stringify({ summary: { USD: { consume_amount: '10' } } }),
  });
  await bench.publish({ account: lanting, usage: [usageRecord({ payable: '9' })], summary: [] });
  await bench.publish({
    account: harbour,
    cycle: '2026-10',
    cycleState: 'closing',
    asOf: '2026-11-03T00:00:00Z',
    usage: [usageRecord({ payable: '6', bill_date: '2026-10-31' })],
    summary: [summaryRecord({ payable: '6' })],
  });
});
afterAll(() => bench.close());

describe('usage', () => {
  test('sums over everything filtered, one total per currency', async () => {
    const list = await listUsage(bench.context(scope), usage({ pageSize: 1 }));
    expect(list.items).toHaveLength(1);
    expect(list.total).toBe(6);
    expect(list.totals.map(({ currency, consumeAmount }) => [currency, consumeAmount])).toEqual([
      ['CNY', '9.00000000'],
      ['USD', '3.50000001'],
    ]);
    expect(list).toMatchObject({
      states: { '2026-11': 'open' },
      asOf: NOW,
      stale: false,
      missing: [],
      unpublished: [],
    });
    expect(list.offByRows).toBe(1);
  });

  test.each([
    [{ q: 'web' }, [0]],
    [{ q: 'prod' }, [1]],
    [{ q: 'ABC' }, [2]],
    [{ q: 'S6.Large' }, [3]],
    [{ q: 'CS100%' }, [3]],
    [{ q: 'CS100' }, []],
    [{ q: '.*' }, []],
    [{ q: `'; DROP TABLE ledger.usage_lines --` }, []],
    [{ region: 'ap-1' }, [0]],
    [{ service: 'ec2' }, [0]],
    [{ mode: '3' }, [1]],
    [{ type: '5' }, [1]],
    [{ tag: 'env' }, [1]],
    [{ tag: 'env=PROD' }, [1]],
    [{ tag: 'env=prod' }, []],
    [{ resource: 'abc' }, [2]],
    [{ order: 'CS100%' }, [3]],
    [{ project: '0' }, [2]],
    [{ sku: 'sku-1' }, [4]],
    [{ sku: 'a|s6.large|b' }, [3]],
    [{ resourceType: 'vm' }, [4]],
    [{ offBy: 'only' }, [4]],
    [{ project: 'null', account: harbour.domainId }, [0, 1, 3, 4]],
    [{ zero: 'hide', account: harbour.domainId }, [0, 2, 3, 4]],
    [{ zero: 'only' }, [1]],
    [{ account: lanting.domainId }, [0]],
  ])('%j leaves the lines %j', async (filters, lines) => {
    const list = await listUsage(bench.context(scope), usage({ ...filters, sort: 'resourceName' }));
    expect(numbers(list.items)).toEqual(lines);
    expect(list.total).toBe(lines.length);
  });

  test('a line that is not the sum of its parts is shown with the difference', async () => {
    const list = await listUsage(bench.context(scope), usage({ offBy: 'only' }));
    expect(list.items[0]?.offBy).toEqual({ amount: '0.01000000', currency: 'USD' });
  });

  test('offers what occurs in the period as choices, whatever is filtered, in the reader’s language', async () => {
    const list = await listUsage(bench.context(scope, { locale: 'zh-CN' }), usage({ q: 'no such line' }));
    expect(list.choices).toEqual({
      services: [{ code: 'ec2', name: '弹性云服务器' }],
      resourceTypes: [{ code: 'vm', name: 'vm' }],
      regions: [{ code: 'ap-1', name: 'ap-1' }],
      projects: [{ id: '0', name: '0' }],
      tagKeys: ['env'],
    });
  });

  test('a load that was not published, and one that was replaced, are seen by nobody', async () => {
    const owner = account('moving');
    await bench.publish({ account: owner, usage: [usageRecord({ payable: '1' })] });
    await bench.load({ account: owner, usage: [usageRecord({ payable: '50' })] });
    const ctx = bench.context([owner]);
    expect((await listUsage(ctx, usage())).totals[0]?.consumeAmount).toBe('1.00000000');
    await bench.publish({ account: owner, usage: [usageRecord({ payable: '7' })] });
    const list = await listUsage(ctx, usage());
    expect([list.total, list.totals[0]?.consumeAmount]).toEqual([1, '7.00000000']);
  });

  test('nobody sees a line, a sum or a choice of an account outside the scope', async () => {
    const list = await listUsage(bench.context([lanting]), usage({ from: '2026-10' }));
    expect(list.total).toBe(1);
    expect(list.totals.map(({ currency }) => currency)).toEqual(['CNY']);
    expect(list.choices.services).toEqual([]);
    await expect(listUsage(bench.context([lanting]), usage({ account: harbour.domainId }))).rejects.toMatchObject({
      code: 'not_found',
    });
    // A cursor names an account, and grants nothing.
    const cursor = encodeCursor('-billDate', { side: 'after', value: 'z', id: `${harbour.domainId}.2026-11.00000000` });
    const items = (await listUsage(bench.context([lanting]), usage({ cursor }))).items;
    expect(items.map((line) => line.account.name)).toEqual(['lanting']);
  });

  test('a cursor whose value is no value of its column is refused', async () => {
    const id = `${harbour.domainId}.2026-11.00000000`;
    for (const value of ['', 'x', '1e5', '1; DROP']) {
      const cursor = encodeCursor('consumeAmount', { side: 'after', value, id });
      const asked = listUsage(bench.context(scope), usage({ sort: 'consumeAmount', cursor }));
      await expect(asked).rejects.toMatchObject({ code: 'bad_request', field: 'cursor' });
    }
  });

  test.each([{ cycle: '2026-12' }, { cycle: '2023-11' }, { from: '2023-11', to: '2023-11' }])(
    'refuses %j, which the upstream does not keep',
    async (period) => {
      await expect(listUsage(bench.context(scope), usage(period))).rejects.toMatchObject({
        code: 'bad_request',
        field: Object.keys(period)[0],
      });
    },
  );
});

describe('what is not there', () => {
  test('cycles that were never published are named with the reason, and the sum says what it lacks', async () => {
    await saveCycleFailure(
      bench.db,
      { domainId: lanting.domainId, cycle: '2026-09' as Cycle },
      { code: 'counts_differ', detail: 'Lines and summary differ.', retryAt: NOW },
    );
    const list = await listUsage(bench.context(scope), usage({ from: '2026-09', to: '2026-10' }));
    expect(list.unpublished.map(({ account: { name }, cycle, reason }) => [name, cycle, reason])).toEqual([
      ['harbour', '2026-09', 'loading'],
      ['lanting', '2026-09', 'attention'],
      ['lanting', '2026-10', 'loading'],
    ]);
    expect(list.missing.map(({ name }) => name)).toEqual(['harbour', 'lanting']);
    expect(list).toMatchObject({ total: 1, asOf: '2026-11-03T00:00:00Z' });
    await expect(
      exportUsage(bench.context(scope), usage({ from: '2026-09', to: '2026-10' }), { labels: false }),
    ).rejects.toMatchObject({ code: 'ledger_unavailable', message: expect.stringContaining('harbour') as string });
  });

  test('a cycle that was read before it was final is closing still', async () => {
    const list = await listUsage(bench.context([harbour]), usage({ cycle: '2026-10' }));
    expect(list.states).toEqual({ '2026-10': 'closing' });
  });

  test('figures of an account that cannot be synced are stale, and all there', async () => {
    await saveAccountFailure(bench.db, harbour.domainId, { code: 'upstream_timeout', detail: 'Slow.', retryAt: NOW });
    expect(await listUsage(bench.context([harbour]), usage())).toMatchObject({ stale: true, total: 5, missing: [] });
    await clearAccountFailure(bench.db, harbour.domainId);
  });
});

describe('expenditures', () => {
  test('are found by order, by transaction and by their own sort columns', async () => {
    const list = await listExpenditures(bench.context([harbour]), expenditures({ order: 'CS1', sort: '-usage' }));
    expect(list.items.map((line) => line.usage)).toEqual(['10', '9']);
    expect(list.totals[0]?.amount).toBe('2.00000000');
  });

  test('keep codes that nobody knows', async () => {
    const list = await listExpenditures(bench.context([harbour]), expenditures({ order: 'CS12' }));
    expect(list.items[0]).toMatchObject({ billType: 777, chargeMode: 42, usage: null });
  });
});

describe('summary', () => {
  test('pages over a span, with the upstream’s own total beside ours', async () => {
    const list = await listSummary(bench.context([harbour]), summary({ pageSize: 4 }));
    expect(list.total).toBe(5);
    expect(list.items).toHaveLength(4);
    expect(list.totals[0]?.consumeAmount).toBe('10.00000000');
    expect(list.upstreamTotals).toEqual([{ currency: 'USD', consumeAmount: '10.00000000' }]);
    expect(list.items[0]).toMatchObject({ serviceTypeName: 'Elastic Cloud Server', chargingMode: 3, offBy: null });
    const span = await listSummary(bench.context([harbour]), summary({ from: '2026-10' }));
    expect([span.total, span.totals[0]?.consumeAmount]).toEqual([6, '16.00000000']);
  });

  test('rows that break one of their identities say by how much', async () => {
    const list = await listSummary(bench.context([harbour]), summary());
    const broken = list.items.flatMap(({ id, offBy }) => (offBy ? [[Number(id.split('.').at(-1)), offBy.amount]] : []));
    expect(broken.sort()).toEqual([
      [2, '-2.00000000'],
      [4, '0.10000000'],
    ]);
    expect(list.offByRows).toBe(2);
  });

  test('finds the same rows whatever the language of the reader', async () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      for (const q of ['elastic', '云服务器', 'ecs', 'EC2']) {
        expect((await listSummary(bench.context([harbour], { locale }), summary({ q }))).total, q).toBe(1);
      }
    }
    const filtered = await listSummary(bench.context([harbour]), summary({ type: '2' }));
    expect(filtered).toMatchObject({ upstreamTotals: null, total: 1 });
    expect(filtered.choices.services.map(({ code }) => code)).toEqual(['ec2', 'obs']);
  });

  test('of a project is made from its usage lines and says so', async () => {
    const list = await listSummary(bench.context([harbour]), summary({ project: '0' }));
    expect(list).toMatchObject({ madeFrom: 'lines', total: 1, upstreamTotals: null });
    expect(list.totals[0]).toMatchObject({ consumeAmount: '-2.50000000', truncatedAmount: '0.00000000' });
    const rest = await listSummary(bench.context([harbour]), summary({ project: '-1', sort: 'type' }));
    expect(rest.totals[0]?.consumeAmount).toBe('6.00000001');
    expect(rest.offByRows).toBe(1);
  });

  test.each(['cycle', 'serviceTypeName', 'account', 'mode', 'type', 'truncatedAmount'] as const)(
    'sorts by %s both ways',
    async (column) => {
      const up = await listSummary(bench.context(scope), summary({ from: '2026-10', to: '2026-11', sort: column }));
      const down = await listSummary(bench.context(scope), summary({ from: '2026-10', sort: `-${column}` }));
      expect(up.items).toHaveLength(6);
      expect(numbers(down.items)).toEqual(numbers(up.items));
    },
  );
});

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
    expect(chinese[0]).toMatchObject({ '计费模式（编码）': '3', 计费模式: '按需' });
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

  test('an engine that fails in the middle breaks the download', async () => {
    const broken: Ledger = {
      ...bench.ledger,
      async *stream<Row>() {
        yield (await bench.ledger.read<Row>({ sql: 'SELECT * FROM ledger.usage_lines LIMIT 2' })) as Row[];
        throw new AppError('ledger_unavailable', 'Gone.');
      },
    };
    const everyone = [harbour, lanting, account('moving')];
    const download = await exportUsage(bench.context(everyone, { ledger: broken }), usage(), { labels: false });
    const body = await csvStream(download, { bom: false });
    await expect(new Response(body).text()).rejects.toThrow('Gone.');
  });

  test('a reader who leaves stops the engine', async () => {
    const left = vi.fn();
    const endless: Ledger = {
      ...bench.ledger,
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
