import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Ask, ask, responseValidators, smallWorld } from '../testing/fixture';
import { orders, resources } from '../testing/read';
import { catalogue } from '../world/catalogue';
import type { World } from '../world/world';

// Whole worlds and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const validators = responseValidators();
const RUNS = 40;

function check(wanted: Ask): void {
  const answer = ask(wanted);
  expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
  const validate = validators.get(answer.operation);
  if (!validate) throw new Error(`no schema for ${answer.operation}`);
  validate(JSON.parse(answer.text));
  expect(validate.errors ?? [], answer.operation).toEqual([]);
}

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const offset = fc.oneof(fc.nat(40), fc.nat(2_000_000_000));
const limit = (max: number) => fc.integer({ min: 1, max });
const language = some(['en_US', 'zh_CN', 'EN-us', 'zh-cn', 'xx', undefined]);
const account = fc.nat(2);
const cycle = fc.integer({ min: 0, max: 35 }).map((back) => {
  const index = 2026 * 12 + 10 - back;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
});
const service = some(catalogue.services.map((type) => type.code));
const instant = fc
  .integer({ min: 0, max: 330 })
  .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 19) + 'Z');
const billTypes = some([1, 2, 3, 4, 5, 8, 9, 14, 15, 16, 18, 20, 23, 25, 100]);

/** Query values are text. */
const asQuery = (model: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .record(model, { requiredKeys: [] })
    .map((values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])));
/** Body members may be null where the contract says so. */
const asBody = (model: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(Object.fromEntries(Object.entries(model).map(([name, values]) => [name, fc.option(values, { freq: 6 })])), {
    requiredKeys: [],
  });

function holds(request: fc.Arbitrary<Omit<Ask, 'world'>>, world: World): void {
  fc.assert(
    fc.property(request, account, language, (wanted, index, spoken) => {
      check({ ...wanted, world, account: index, ...(spoken === undefined ? {} : { language: spoken }) });
    }),
    { numRuns: RUNS },
  );
}

describe.each(['intl', 'cn'] as const)('answers of the %s site follow the description', (site) => {
  const world = smallWorld(site, 11, { lines: 400 });
  const known = orders({ world }).slice(0, 400);
  const owned = resources({ world }).slice(0, 200);

  it('customer-orders', () => {
    const query = asQuery({
      order_id: some([...known.slice(0, 5).map((order) => order.order_id), 'CS0']),
      customer_id: some(world.accounts.map((each) => each.domainId)),
      create_time_begin: instant.filter((text) => text < '2026-05'),
      create_time_end: instant.filter((text) => text >= '2026-05'),
      payment_time_begin: instant.filter((text) => text < '2026-05'),
      service_type_code: service,
      status: some([1, 3, 4, 5, 6, 9]),
      order_type: some([1, 2, 3, 4, 10, 11, 13, 14, 15]),
      order_by: some(['createTime', '-createTime']),
      method: some(['oneself', 'sub_customer']),
      limit: limit(100),
      offset,
    });
    holds(
      query.map((values) => ({ path: '/v2/orders/customer-orders', query: values })),
      world,
    );
  });

  it('order details and refund orders', () => {
    for (const [index, order] of known.entries()) {
      const query = { limit: String((index % 100) + 1), offset: String(index % 3) };
      check({
        world,
        path: `/v2/orders/customer-orders/details/${order.order_id}`,
        query,
        language: index % 2 ? 'zh_CN' : 'en_US',
      });
      if (order.order_type !== 4) continue;
      check({ world, path: '/v2/orders/customer-orders/refund-orders', query: { order_id: String(order.order_id) } });
    }
  });

  it('resources', () => {
    const body = asBody({
      resource_ids: fc.subarray(
        owned.map((resource) => resource.resource_id),
        { maxLength: 50 },
      ),
      order_id: some(known.map((order) => order.order_id)),
      only_main_resource: some([0, 1]),
      status_list: fc.subarray([2, 3, 4, 5]),
      expire_time_begin: instant,
      expire_time_end: instant,
      service_type_code: service,
      customer_id: some(world.accounts.map((each) => each.domainId)),
      limit: limit(500),
      offset,
    });
    holds(
      body.map((values) => ({ path: '/v2/orders/suscriptions/resources/query', body: values })),
      world,
    );
  });

  it('monthly-sum', () => {
    const query = asQuery({
      service_type_code: service,
      enterprise_project_id: some(['0', '-1', 'null', world.accounts[0]?.projects[1]?.id]),
      method: some(['oneself', 'all']),
      limit: limit(1000),
      offset,
    });
    const path = '/v2/bills/customer-bills/monthly-sum';
    holds(
      fc.tuple(query, cycle).map(([values, month]) => ({ path, query: { ...values, bill_cycle: month } })),
      world,
    );
  });

  it('res-records', () => {
    const body = asBody({
      cloud_service_type: service,
      resource_type: some(catalogue.resourceTypes.map((type) => type.code)),
      region: some(catalogue.regions.map((region) => region.code)),
      charge_mode: some([1, 3, 10, 11]),
      bill_type: billTypes,
      enterprise_project_id: some(['0', 'null', '']),
      include_zero_record: fc.boolean(),
      method: some(['oneself', 'all']),
      statistic_type: some([1, 2, 3]),
      query_type: some(['BILLCYCLE']),
      limit: limit(200),
      offset,
    });
    const path = '/v2/bills/customer-bills/res-records/query';
    holds(
      fc.tuple(body, cycle).map(([values, month]) => ({ path, body: { ...values, cycle: month } })),
      world,
    );
    const daily = {
      statistic_type: 2,
      query_type: 'DAILY',
      bill_cycle_begin: '2026-10-03',
      bill_cycle_end: '2026-10-31',
    };
    check({ world, path, body: { cycle: '2026-10', ...daily } });
  });

  it('res-fee-records', () => {
    const query = asQuery({
      cloud_service_type: fc.oneof(service, fc.constant('')),
      region: some(['', 'ap-southeast-3', 'cn-north-4']),
      charge_mode: some(['1', '3', '10', '11']),
      bill_type: billTypes,
      resource_id: some(['', 'x', ...owned.map((resource) => resource.resource_id)]),
      enterprise_project_id: some(['0', 'null', '']),
      include_zero_record: fc.boolean(),
      method: some(['oneself', 'all']),
      trade_id: some(known.map((order) => order.order_id)),
      statistic_type: some([1, 2, 3]),
      limit: limit(200),
      offset,
    });
    const path = '/v2/bills/customer-bills/res-fee-records';
    holds(
      fc.tuple(query, cycle).map(([values, month]) => ({ path, query: { ...values, cycle: month } })),
      world,
    );
    for (const statistic_type of ['1', '2', '3']) {
      check({
        world,
        path,
        query: {
          cycle: '2026-11',
          limit: '1000',
          statistic_type,
          bill_date_begin: '2026-11-01',
          bill_date_end: '2026-11-30',
        },
      });
    }
  });

  it('balances and service types', () => {
    for (const index of [0, 1, 2]) check({ world, account: index, path: '/v2/accounts/customer-accounts/balances' });
    const query = asQuery({ service_type_name: some(['云', 'cloud', 'zzz']), limit: limit(1000), offset });
    holds(
      query.map((values) => ({ path: '/v2/products/service-types', query: values })),
      world,
    );
  });

  it('both ratings, for everything in the price table', () => {
    const currency = site === 'cn' ? 'CNY' : 'USD';
    const region = some(site === 'cn' ? ['cn-north-4', 'ap-southeast-1'] : ['ap-southeast-3', 'sa-brazil-1']);
    const products = (
      fits: (item: (typeof catalogue.items)[number]) => boolean,
      more: (item: (typeof catalogue.items)[number]) => object,
    ) =>
      fc
        .uniqueArray(fc.tuple(some(catalogue.items.filter(fits)), region, fc.integer({ min: 1, max: 300 })), {
          minLength: 1,
          maxLength: 8,
        })
        .map((list) =>
          list.map(([item, place, size], index) => ({
            id: String(index),
            cloud_service_type: item.service,
            resource_type: item.resourceType,
            resource_spec: item.spec,
            region: place,
            ...(item.linear ? { resource_size: size, size_measure_id: item.sizeMeasureId } : {}),
            subscription_num: (size % 9) + 1,
            ...more(item),
          })),
        );
    const monthly = (item: (typeof catalogue.items)[number]) =>
      item.prices[currency]?.monthly !== undefined || item.prices[currency]?.tiers?.[0]?.monthly !== undefined;
    const period = products(monthly, () => ({ period_type: 2, period_num: 13 }));
    const body = (list: readonly object[]) => ({ project_id: 'p', product_infos: list });
    holds(
      period.map((list) => ({ path: '/v2/bills/ratings/period-resources/subscribe-rate', body: body(list) })),
      world,
    );
    const hourly = (item: (typeof catalogue.items)[number]) => {
      const prices = item.prices[currency];
      return item.usageMeasureId !== null && (prices?.hourly ?? prices?.perUnit ?? prices?.tiers) !== undefined;
    };
    const usage = products(hourly, (item) => ({
      usage_factor: item.usageFactor,
      usage_value: 1.5,
      usage_measure_id: item.usageMeasureId,
    }));
    holds(
      usage.map((list) => ({ path: '/v2/bills/ratings/on-demand-resources', body: body(list) })),
      world,
    );
  });
});
