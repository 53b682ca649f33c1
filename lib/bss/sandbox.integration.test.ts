import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Decimal, sum, ZERO } from '@/lib/money';
import { type Sandbox, startSandbox } from '../../sandbox/server/start';
import { type BssAccount, createBssAccount } from './account.server';
import type { ObservedCall } from './observed-call';
import { readCounted } from './paging.server';
import { Quotas } from './quota.server';
import { makeGuards } from './resilience/guards';
import { failure } from './scripted-server.test.fixture';
import { Transport } from './transport.server';

/** The contract is implemented twice; here the two meet, in the currencies of both sites. */
describe.each(['intl', 'cn'] as const)('the sandbox of the %s site', { timeout: 30_000 }, (site) => {
  let sandbox: Sandbox;
  let bss: BssAccount;
  const transport = new Transport();
  const calls: ObservedCall[] = [];
  const quotas = new Quotas();
  const guards = makeGuards();
  const now = Date.parse('2026-11-22T04:00:00Z');
  const cycle = '2026-10';
  const own = { cycle, method: 'oneself' } as const;
  const connect = (changes: { sk?: string } = {}) => {
    const [account] = JSON.parse(sandbox.announcement).accounts;
    const connection = { ...account, ...changes, endpoint: sandbox.endpoint, site };
    return createBssAccount(connection, { quotas, transport, guards, observe: (call) => calls.push(call) });
  };

  beforeAll(async () => {
    const size = { months: 6, lines: 1200, accounts: 1, hostile: true };
    sandbox = await startSandbox({ port: 0, controlPort: 0, site, seed: 7, now, ...size });
    bss = connect();
  });
  afterAll(async () => {
    await transport.close();
    await sandbox.close();
  });

  it('gives whole lists page by page', async () => {
    const orders = await readCounted(
      async (page) => {
        const { total_count, order_infos } = await bss.listOrders(page);
        return { total: total_count, rows: order_infos };
      },
      { pageSize: 50, maxRows: 5000 },
    );
    expect(new Set(orders.map(({ order_id }) => order_id)).size).toBe(orders.length);
    expect(orders.length).toBeGreaterThan(50);
    const [first] = orders;
    const { order_info, order_line_items } = await bss.showOrder({ order_id: first?.order_id ?? '', limit: 100 });
    expect(order_info.amount_after_discount).toBe(first?.amount_after_discount);
    expect(sum(order_line_items.map((item) => item.amount_after_discount ?? ZERO))).toBe(first?.amount_after_discount);
  });

  it('bills the same amount in its three views, but for what the summary truncates', async () => {
    const summary = await bss.monthlySum({ bill_cycle: cycle, method: 'oneself', limit: 1000 });
    const fees = await readCounted(
      async (page) => {
        const { total_count, fee_records } = await bss.listFeeRecords({ ...own, ...page });
        return { total: total_count, rows: [...fee_records] };
      },
      { pageSize: 500, maxRows: 10_000 },
    );
    const usage = await bss.queryUsageRecords({ ...own, limit: 1000 });
    expect(usage.monthly_records).toHaveLength(usage.total_count);
    const lines = sum(fees.map(({ amount }) => amount ?? ZERO));
    expect(sum([...usage.monthly_records].map(({ consume_amount }) => consume_amount ?? ZERO))).toBe(lines);
    const truncated = sum(summary.bill_sums.map(({ truncated_amount }) => truncated_amount ?? ZERO));
    expect(sum([summary.consume_amount ?? ZERO, truncated] satisfies Decimal[])).toBe(lines);
  });

  it('answers the other questions in the language asked for', async () => {
    const { total_count, service_types } = await bss.listServiceTypes({ limit: 1000 }, { language: 'zh_CN' });
    expect(service_types).toHaveLength(total_count);
    expect(service_types.some(({ service_type_name }) => service_type_name === '弹性云服务器')).toBe(true);
    const currency = site === 'cn' ? 'CNY' : 'USD';
    expect(await bss.showBalances({})).toMatchObject({ currency, measure_id: 1 });
    expect((await bss.queryResources({ limit: 5, status_list: [2] })).data).toHaveLength(5);
  });

  it('prices a server both ways', async () => {
    const { data } = await bss.queryResources({
      service_type_code: 'hws.service.type.ec2',
      only_main_resource: 1,
      limit: 1,
    });
    const [server] = data;
    const product = {
      id: '1',
      cloud_service_type: 'hws.service.type.ec2',
      resource_type: 'hws.resource.type.vm',
      resource_spec: server?.resource_spec_code ?? '',
      region: server?.region_code ?? '',
      subscription_num: 2,
    };
    const period = await bss.ratePeriod({ product_infos: [{ ...product, period_type: 2, period_num: 1 }] });
    expect(period.official_website_rating_result?.product_rating_results).toHaveLength(1);
    const usage = { usage_factor: 'Duration', usage_value: 1, usage_measure_id: 4 };
    const onDemand = await bss.rateOnDemand({ product_infos: [{ ...product, ...usage }], inquiry_precision: 1 });
    expect(Number(onDemand.official_website_amount)).toBeGreaterThan(0);
  });

  it('refuses with the codes of the contract', async () => {
    expect(await failure(bss.listOrders({ limit: 101 }))).toMatchObject({ upstreamCode: 'CBC.0100' });
    expect(await failure(bss.showOrder({ order_id: 'CS0' }))).toMatchObject({ code: 'upstream_refused' });
    const [bought] = (await bss.listOrders({ order_type: 1, status: 5, limit: 1 })).order_infos;
    expect(await failure(bss.listRefundOrders({ order_id: bought?.order_id ?? '' }))).toMatchObject({
      upstreamCode: 'CBC.99005026',
    });
    expect(await failure(connect({ sk: 'wrong' }).showBalances({}))).toMatchObject({
      code: 'upstream_credentials',
      upstreamCode: 'APIGW.0301',
    });
  });

  it('never has to throttle us', async () => {
    calls.length = 0;
    await Promise.all(Array.from({ length: 45 }, () => bss.listOrders({ limit: 1 })));
    expect(calls.map(({ code }) => code)).toEqual(Array(45).fill('ok'));
  });
});
