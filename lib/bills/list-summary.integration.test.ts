import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { harbour, publishBills, scope } from './bills-world.test-data.server';
import { summaryFilters } from './filters';
import { type LedgerBench, openLedgerBench } from './ledger-bench.test-data.server';
import { listSummary } from './list-summary.server';

const summary = (change: object = {}) => ({ ...summaryFilters.parse({}).values, ...change });
const numbers = (items: readonly { id: string }[]) => items.map(({ id }) => Number(id.split('.').at(-1))).sort();

let bench: LedgerBench;
beforeAll(async () => {
  bench = await openLedgerBench();
  await publishBills(bench);
});
afterAll(() => bench.close());

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
