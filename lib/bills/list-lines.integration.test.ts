import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clearAccountFailure, saveAccountFailure, saveCycleFailure } from '@/lib/state/syncs.server';
import type { Cycle } from '@/lib/cycles';
import { harbour, lanting, publishBills, scope } from './bills-world.test-data.server';
import { encodeCursor } from './cursor';
import { exportUsage } from './export-bills.server';
import { expenditureFilters, usageFilters } from './filters';
import { account, NOW, usageRecord } from './hand-made-bills.test-data.server';
import { type LedgerBench, openLedgerBench } from './ledger-bench.test-data.server';
import { listExpenditures, listUsage } from './service.server';
import { getSync } from '@/lib/sync/list-sync.server';

const usage = (change: object = {}) => ({ ...usageFilters.parse({}).values, ...change });
const expenditures = (change: object = {}) => ({ ...expenditureFilters.parse({}).values, ...change });
const numbers = (items: readonly { id: string }[]) => items.map(({ id }) => Number(id.split('.').at(-1))).sort();

let bench: LedgerBench;
beforeAll(async () => {
  bench = await openLedgerBench();
  await publishBills(bench);
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

  test.each<[Record<string, string>, number[]]>([
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
    [{ region: '\\e', account: harbour.domainId }, [1, 2, 3, 4]],
    [{ sku: '\\e', account: harbour.domainId }, [0, 1, 2, 3]],
    [{ resource: '\\e', account: harbour.domainId }, [0, 1, 3, 4]],
    [{ region: '!ap-1', account: harbour.domainId }, [1, 2, 3, 4]],
    [{ region: 'ap-1,\\e', account: harbour.domainId }, [0, 1, 2, 3, 4]],
    [{ service: '!ec2', account: harbour.domainId }, [1, 2, 3, 4]],
    [{ mode: '3,77', account: harbour.domainId }, [1]],
    [{ type: '5,998', account: harbour.domainId }, [1]],
    [{ mode: '!3', account: harbour.domainId }, [0, 2, 3, 4]],
    [{ mode: '3,\\e', account: harbour.domainId }, [0, 1, 2, 3, 4]],
    [{ sku: '!sku-1,a|s6.large|b', account: harbour.domainId }, [0, 1, 2]],
    [{ sku: '\\e,sku-1', account: harbour.domainId }, [0, 1, 2, 3, 4]],
    [{ project: '!null', account: harbour.domainId }, [2]],
    [{ project: '0,null', account: harbour.domainId }, [0, 1, 2, 3, 4]],
    [{ tag: '!env', account: harbour.domainId }, [0, 2, 3, 4]],
    [{ tag: 'env=', account: harbour.domainId }, [0, 2, 3, 4]],
    [{ tag: 'env=,env=PROD', account: harbour.domainId }, [0, 1, 2, 3, 4]],
    [{ tag: '!env=,env=PROD', account: harbour.domainId }, []],
    [{ resource: '!abc', account: harbour.domainId }, [0, 1, 3, 4]],
    [{ fromDay: '2026-11-02' }, [1]],
    [{ fromDay: '2026-11-01', toDay: '2026-11-01' }, [0]],
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
    const { values, problems } = usageFilters.parse({ ...filters, sort: 'resourceName' });
    expect(problems).toEqual([]);
    const list = await listUsage(bench.context(scope), values);
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
    const place = { value: 'z', account: harbour.domainId, cycle: '2026-11', position: 0 };
    const cursor = encodeCursor({ list: 'usage', sort: '-billDate' }, { side: 'after', place });
    const items = (await listUsage(bench.context([lanting]), usage({ cursor }))).items;
    expect(items.map((line) => line.account.name)).toEqual(['lanting']);
  });

  test('a cursor whose value is no value of its column is refused', async () => {
    const line = { account: harbour.domainId, cycle: '2026-11', position: 0 };
    for (const value of ['', 'x', '1e5', '1; DROP']) {
      const list = { list: 'usage', sort: 'consumeAmount' } as const;
      const cursor = encodeCursor(list, { side: 'after', place: { ...line, value } });
      const asked = listUsage(bench.context(scope), usage({ sort: 'consumeAmount', cursor }));
      await expect(asked).rejects.toMatchObject({ code: 'bad_request', field: 'cursor' });
    }
  });

  test.each([{ cycle: '2026-12' }, { cycle: '2014-12' }, { from: '2014-11', to: '2023-11' }])(
    'refuses %j, which cannot be',
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
    const old = await listUsage(bench.context([harbour]), usage({ cycle: '2019-03' }));
    expect(old.unpublished).toMatchObject([{ cycle: '2019-03', reason: 'gone' }]);
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

test('a month whose lines are not all there any more is named and not summed', async () => {
  const owner = account('lost');
  const version = await bench.publish({ account: owner, usage: [usageRecord({ payable: '3' })] });
  await bench.publish({ account: owner, cycle: '2026-10', usage: [usageRecord({ payable: '4' })] });
  await bench.ledger.dropVersion(version);
  const list = await listUsage(bench.context([owner]), usage({ from: '2026-10', to: '2026-11' }));
  expect(list.totals.map(({ consumeAmount }) => consumeAmount)).toEqual(['4.00000000']);
  expect(list.unpublished).toMatchObject([
    { cycle: '2026-11', reason: 'attention', detail: expect.stringContaining('read again') },
  ]);
  await expect(
    exportUsage(bench.context([owner]), usage({ from: '2026-10', to: '2026-11' }), { labels: false }),
  ).rejects.toMatchObject({ status: 503 });
});

test('a month that lost lines after the upstream let go of it is said to be only in a backup', async () => {
  const owner = account('old');
  const version = await bench.publish({ account: owner, cycle: '2026-10', usage: [usageRecord({ payable: '3' })] });
  await bench.ledger.dropVersion(version);
  const later = bench.context([owner], { clock: { now: () => new Date('2030-01-20T00:00:00Z') } });
  const list = await listUsage(later, usage({ cycle: '2026-10' }));
  expect(list.unpublished).toMatchObject([
    { cycle: '2026-10', reason: 'lost', detail: expect.stringContaining('restore a backup') },
  ]);
  await expect(exportUsage(later, usage({ cycle: '2026-10' }), { labels: false })).rejects.toMatchObject({
    status: 404,
  });
  const { items } = await getSync(later, { account: null });
  expect(items.find(({ cycle }) => cycle === '2026-10')).toMatchObject({
    readable: false,
    error: { code: 'lost', retryAt: null },
  });
});
