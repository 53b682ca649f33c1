import { describe, expect, it } from 'vitest';
import { type Ask, ask, smallWorld } from '../testing/fixture';
import { orders } from '../testing/read';

const world = smallWorld('intl', 7, { lines: 200 });
const ORDERS = '/v2/orders/customer-orders';
const DETAILS = `${ORDERS}/details`;
const RESOURCES = '/v2/orders/suscriptions/resources/query';
const SUM = '/v2/bills/customer-bills/monthly-sum';
const USAGE = '/v2/bills/customer-bills/res-records/query';
const FEES = '/v2/bills/customer-bills/res-fee-records';
const PERIOD = '/v2/bills/ratings/period-resources/subscribe-rate';
const DEMAND = '/v2/bills/ratings/on-demand-resources';
const own = orders({ world }, { order_type: '1' })[0];
const foreign = orders({ world, account: 2 })[0];

const code = (wanted: Omit<Ask, 'world'>) => {
  const { status, code: found } = ask({ ...wanted, world });
  return `${status} ${found}`;
};

const queries: [string, Record<string, string>, string][] = [
  [ORDERS, { limit: '0' }, 'CBC.0100'],
  [ORDERS, { limit: '101' }, 'CBC.0100'],
  [ORDERS, { limit: '' }, 'CBC.0100'],
  [ORDERS, { offset: '-1' }, 'CBC.0100'],
  [ORDERS, { offset: '2147483648' }, 'CBC.0100'],
  [ORDERS, { order_id: '' }, 'CBC.0100'],
  [ORDERS, { customer_id: '' }, 'CBC.0100'],
  [ORDERS, { order_id: 'x'.repeat(65) }, 'CBC.0100'],
  [ORDERS, { create_time_begin: '2026-10-01' }, 'CBC.0100'],
  [ORDERS, { create_time_begin: '2026-02-30T00:00:00Z' }, 'CBC.0100'],
  [ORDERS, { status: '10' }, 'CBC.0100'],
  [ORDERS, { status: 'x' }, 'CBC.0100'],
  [ORDERS, { method: 'all' }, 'CBC.0100'],
  [ORDERS, { status: '2' }, 'CBC.0101'],
  [ORDERS, { order_type: '99' }, 'CBC.0101'],
  [ORDERS, { order_by: 'payTime' }, 'CBC.0101'],
  [ORDERS, { create_time_begin: '2026-10-02T00:00:00Z', create_time_end: '2026-10-01T00:00:00Z' }, 'CBC.0101'],
  [ORDERS, { create_time_begin: '2025-01-01T00:00:00Z', create_time_end: '2026-10-01T00:00:00Z' }, 'CBC.0101'],
  [`${DETAILS}/CS0000000000ZZZZZ`, {}, 'CBC.30000010'],
  [`${DETAILS}/${foreign?.order_id}`, {}, 'CBC.30000010'],
  [`${DETAILS}/${own?.order_id}`, { limit: '101' }, 'CBC.0100'],
  [`${ORDERS}/refund-orders`, {}, 'CBC.0100'],
  [`${ORDERS}/refund-orders`, { order_id: String(own?.order_id) }, 'CBC.99005026'],
  [`${ORDERS}/refund-orders`, { order_id: 'CS0' }, 'CBC.99005026'],
  [SUM, {}, 'CBC.0100'],
  [SUM, { bill_cycle: '2026-13' }, 'CBC.0100'],
  [SUM, { bill_cycle: '2026-12' }, 'CBC.0100'],
  [SUM, { bill_cycle: '2026-10', limit: '1001' }, 'CBC.0100'],
  [SUM, { bill_cycle: '2026-10', enterprise_project_id: '' }, 'CBC.0100'],
  [SUM, { bill_cycle: '2026-10', method: 'sub_customer' }, 'CBC.0100'],
  [SUM, { bill_cycle: '2026-10', method: 'nobody' }, 'CBC.0100'],
  [FEES, {}, 'CBC.0100'],
  [FEES, { cycle: '2026-10', charge_mode: '' }, 'CBC.0100'],
  [FEES, { cycle: '2026-10', charge_mode: '2' }, 'CBC.0100'],
  [FEES, { cycle: '2026-10', statistic_type: '4' }, 'CBC.0100'],
  [FEES, { cycle: '2026-10', bill_type: '128' }, 'CBC.0100'],
  [FEES, { cycle: '2026-10', include_zero_record: 'maybe' }, 'CBC.0100'],
  [FEES, { cycle: '2026-10', bill_date_begin: '2026-09-30', bill_date_end: '2026-10-02' }, 'CBC.0100'],
  [FEES, { cycle: '2026-10', bill_date_begin: '2026-10-03', bill_date_end: '2026-10-02' }, 'CBC.0100'],
  ['/v2/products/service-types', { service_type_name: '' }, 'CBC.0100'],
];

const bodies: [string, Record<string, unknown>, string][] = [
  [RESOURCES, { limit: 501 }, 'CBC.0100'],
  [RESOURCES, { limit: '10' }, 'CBC.0100'],
  [RESOURCES, { offset: 2_147_483_647 }, 'CBC.0100'],
  [RESOURCES, { service_type_code: '' }, 'CBC.0100'],
  [RESOURCES, { resource_ids: Array.from({ length: 51 }, (_, id) => String(id)) }, 'CBC.0100'],
  [RESOURCES, { status_list: [1] }, 'CBC.0100'],
  [RESOURCES, { only_main_resource: 2 }, 'CBC.0100'],
  [RESOURCES, { expire_time_end: 'soon' }, 'CBC.0100'],
  [USAGE, {}, 'CBC.0100'],
  [USAGE, { cycle: '2018-12' }, 'CBC.0100'],
  [USAGE, { cycle: '2026-10', limit: 1001 }, 'CBC.0100'],
  [USAGE, { cycle: '2026-10', charge_mode: 2 }, 'CBC.0100'],
  [USAGE, { cycle: '2026-10', statistic_type: 2, query_type: 'DAILY' }, 'CBC.0100'],
  [
    USAGE,
    { cycle: '2026-10', query_type: 'DAILY', bill_cycle_begin: '2026-10-01', bill_cycle_end: '2026-10-02' },
    'CBC.0100',
  ],
  [
    USAGE,
    {
      cycle: '2026-10',
      statistic_type: 3,
      query_type: 'DAILY',
      bill_cycle_begin: '2026-10-01',
      bill_cycle_end: '2026-11-01',
    },
    'CBC.0100',
  ],
];

const vm = {
  id: '1',
  cloud_service_type: 'hws.service.type.ec2',
  resource_type: 'hws.resource.type.vm',
  resource_spec: 's6.large.2.linux',
  region: 'ap-southeast-3',
  subscription_num: 1,
};
const disk = {
  ...vm,
  cloud_service_type: 'hws.service.type.ebs',
  resource_type: 'hws.resource.type.volume',
  resource_spec: 'GPSSD',
};
const month = { period_type: 2, period_num: 1 };
const hour = { usage_factor: 'Duration', usage_value: 1, usage_measure_id: 4 };
const rating = (...products: object[]) => ({ project_id: 'p', product_infos: products });

const ratings: [string, Record<string, unknown>, string][] = [
  [PERIOD, rating(), 'CBC.0100'],
  [PERIOD, { product_infos: [{ ...vm, ...month }] }, 'CBC.0100'],
  [PERIOD, rating({ ...vm, ...month, id: null }), 'CBC.0100'],
  [PERIOD, rating({ ...vm, ...month }, { ...vm, ...month }), 'CBC.0100'],
  [PERIOD, rating(...Array.from({ length: 101 }, (_, id) => ({ ...vm, ...month, id: String(id) }))), 'CBC.0100'],
  [PERIOD, rating({ ...vm, ...month, period_type: 1 }), 'CBC.0100'],
  [PERIOD, rating({ ...vm, ...month, subscription_num: 10_001 }), 'CBC.0100'],
  [PERIOD, rating({ ...disk, ...month }), 'CBC.0100'],
  [PERIOD, rating({ ...disk, ...month, resource_size: 40, size_measure_id: 15 }), 'CBC.99006006'],
  [PERIOD, rating({ ...vm, ...month, resource_spec: 's6.large.2' }), 'CBC.99006006'],
  [PERIOD, rating({ ...vm, ...month, region: 'cn-north-2' }), 'CBC.99006006'],
  [PERIOD, rating({ ...vm, ...month, period_num: 200_000_000, subscription_num: 10_000 }), 'CBC.99006055'],
  [DEMAND, rating({ ...vm, ...hour, usage_value: '1' }), 'CBC.0100'],
  [DEMAND, { ...rating({ ...vm, ...hour }), inquiry_precision: 2 }, 'CBC.0100'],
  [DEMAND, rating({ ...vm, ...hour, resource_type: 'hws.resource.type.volume' }), 'CBC.99006006'],
  [DEMAND, rating({ ...vm, ...hour, usage_factor: 'duration' }), 'CBC.99006074'],
  [DEMAND, rating({ ...vm, ...hour, usage_factor: 'nonsense' }), 'CBC.99006074'],
  [DEMAND, rating({ ...vm, ...hour, usage_measure_id: 10 }), 'CBC.99006050'],
  [DEMAND, rating({ ...vm, ...hour, usage_value: 1e12 }), 'CBC.99006055'],
];

describe('what the contract refuses', () => {
  it.each(queries)('%s %o is %s', (path, query, expected) => {
    expect(code({ path, query })).toBe(`400 ${expected}`);
  });

  it.each([...bodies, ...ratings])('%s %o is %s', (path, body, expected) => {
    expect(code({ path, body })).toBe(`400 ${expected}`);
  });

  it('a member account that is not one of the caller is denied', () => {
    const query = { bill_cycle: '2026-10', method: 'sub_customer', sub_customer_id: 'someone' };
    expect(code({ path: SUM, query })).toBe('403 CBC.0151');
  });

  it('what the contract lets pass is let pass', () => {
    expect(code({ path: ORDERS, query: { create_time_begin: '', service_type_code: '' } })).toBe('200 null');
    expect(code({ path: ORDERS, query: { order_id: 'null' } })).toBe('200 null');
    expect(code({ path: FEES, query: { cycle: '2026-10', bill_type: '' } })).toBe('200 null');
    expect(code({ path: SUM, query: { bill_cycle: '2019-01' } })).toBe('200 null');
    expect(code({ path: PERIOD, body: rating({ ...vm, ...month, usage_value: 5 }) })).toBe('200 null');
  });
});

describe('ratings', () => {
  const rate = (path: string, body: Record<string, unknown>, account = 0) =>
    JSON.parse(ask({ world, account, path, body }).text) as Record<string, unknown>;

  it('prices the composite of the contract at list and with the own discount', () => {
    const sized = { resource_size: 40, size_measure_id: 17, subscription_num: 2 };
    const quarter = { period_type: 2, period_num: 3 };
    const answer = rate(
      PERIOD,
      rating({ ...vm, ...quarter, subscription_num: 2 }, { ...disk, ...quarter, ...sized, id: '2' }),
    );
    expect(answer).toMatchObject({
      official_website_rating_result: { official_website_amount: 192.84, measure_id: 1, installment_period_type: null },
      optional_discount_rating_results: [
        { discount_type: 605, best_offer: 1, amount: 173.556, discount_amount: 19.284 },
      ],
      currency: 'USD',
    });
  });

  it('marks the larger of two discounts as the best offer', () => {
    const answer = rate(PERIOD, rating({ ...vm, ...month }), 1);
    const offers = answer.optional_discount_rating_results as { discount_type: number; best_offer: number }[];
    expect(offers.map(({ discount_type, best_offer }) => [discount_type, best_offer])).toEqual([
      [605, 1],
      [606, 0],
    ]);
  });

  it('cuts usage prices to six decimals, or ten when asked, and to nothing less than exact', () => {
    const seconds = (count: number) => rating({ ...vm, ...hour, usage_value: count, usage_measure_id: 6 });
    expect(rate(DEMAND, seconds(7)).official_website_amount).toBe(0.000105);
    expect(rate(DEMAND, seconds(0.07)).official_website_amount).toBe(0.000001);
    expect(rate(DEMAND, { ...seconds(0.07), inquiry_precision: 1 }).official_website_amount).toBe(0.00000105);
  });
});
