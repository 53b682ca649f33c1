import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseJson } from '@/lib/json';
import { RecordColumns } from '@/lib/record-columns';
import { listOrderDiscounts } from './operations/list-order-discounts';
import { listOrderCoupons } from './operations/list-order-coupons';
import { payOrder } from './operations/pay-order';
import { cancelOrder } from './operations/cancel-order';
import { renewResources } from './operations/renew-resources';
import { unsubscribeResources } from './operations/unsubscribe-resources';
import { startAutoRenewal, stopAutoRenewal } from './operations/set-auto-renewal';
import { toOnDemand } from './operations/to-on-demand';
import { listCoupons } from './operations/list-coupons';
import { listStoredValueCards } from './operations/list-stored-value-cards';
import { listSubCustomers } from './operations/list-sub-customers';
import { rateRenewal } from './operations/rate-renewal';
import { listFeeRecords } from './operations/list-fee-records';
import { listOrders } from './operations/list-orders';
import { listRefundOrders } from './operations/list-refund-orders';
import { listServiceTypes } from './operations/list-service-types';
import { monthlySum } from './operations/monthly-sum';
import { queryResources } from './operations/query-resources';
import { queryUsageRecords } from './operations/query-usage-records';
import { rateOnDemand } from './operations/rate-on-demand';
import { ratePeriod } from './operations/rate-period';
import { showBalances } from './operations/show-balances';
import { showOrder } from './operations/show-order';

interface ApiSchema {
  $ref?: string;
  anyOf?: ApiSchema[];
  allOf?: ApiSchema[];
  type?: string | string[];
  properties?: Record<string, ApiSchema>;
  items?: ApiSchema;
}
interface Api {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content: Record<string, { schema: ApiSchema }> }> }>
  >;
  components: { schemas: Record<string, ApiSchema> };
}

const api: Api = parseYaml(readFileSync(new URL('../../sandbox/contract/bss-openapi.yaml', import.meta.url), 'utf8'));

const operations = [
  ratePeriod,
  rateOnDemand,
  listOrders,
  showOrder,
  listRefundOrders,
  queryResources,
  monthlySum,
  queryUsageRecords,
  listFeeRecords,
  showBalances,
  listServiceTypes,
  listOrderDiscounts,
  listOrderCoupons,
  renewResources,
  unsubscribeResources,
  toOnDemand,
  listCoupons,
  listStoredValueCards,
  listSubCustomers,
  rateRenewal,
];

/** With its records one by one. */
const rowsOf = (answer: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, value instanceof RecordColumns ? [...value] : value]),
  );

const emptyAnswers = [payOrder, cancelOrder, startAutoRenewal, stopAutoRenewal];

/** An answer with every member of the schema set, and what our reading of it must be. */
function sample(schema: ApiSchema, name: string): { sent: string; read: unknown } {
  const resolved = resolve(schema);
  const type = [resolved.type ?? 'object'].flat().find((candidate) => candidate !== 'null');
  if (type === 'array' && resolved.items) {
    const item = sample(resolved.items, name);
    return { sent: `[${item.sent}]`, read: [item.read] };
  }
  if (type === 'object') {
    const members = Object.entries(resolved.properties ?? {}).map(
      ([member, value]) => [member, sample(value, member)] as const,
    );
    return {
      sent: `{${members.map(([member, { sent }]) => `"${member}":${sent}`).join()}}`,
      read: Object.fromEntries(members.map(([member, { read }]) => [member, read])),
    };
  }
  if (name === 'measure_id') return { sent: type === 'string' ? '"1"' : '1', read: 1 };
  // One concept, two JSON types (contract 5.1).
  if (name === 'charge_mode' || name === 'period_type') return { sent: type === 'string' ? '"3"' : '3', read: 3 };
  if (type === 'boolean') return { sent: 'true', read: true };
  if (type === 'integer') return { sent: '98765', read: 98765 };
  if (type === 'number') return { sent: '12345678901.12345678', read: '12345678901.12345678' };
  // Some amounts are written as text.
  if (/amount$|^(face_value|balance|discount_ratio)$/.test(name)) return { sent: '"12.50"', read: '12.5' };
  return { sent: `"a ${name}"`, read: `a ${name}` };
}

function resolve(schema: ApiSchema): ApiSchema {
  if (schema.$ref) return resolve(api.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  const [only] = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])].filter(({ type }) => type !== 'null');
  return only ? resolve(only) : schema;
}

describe.each(operations.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  const described = api.paths[operation.path]?.[operation.method.toLowerCase()];
  const schema = described?.responses['200']?.content['application/json']?.schema ?? {};

  it('asks for a path and method of the contract', () => {
    expect(described).toBeDefined();
  });

  it('reads every member of the answer, each digit of it', () => {
    const { sent, read } = sample(schema, operation.name);
    expect(rowsOf(operation.response.parse(parseJson(sent)))).toMatchObject(read as object);
  });

  it('reads null and absence of anything that an answer can be used without', () => {
    const needed = new Set(['total_count', 'count', 'order_info', 'order_id']);
    const members = Object.keys(resolve(schema).properties ?? {}).filter((member) => !needed.has(member));
    const least = { total_count: '0', count: '0', order_info: { order_id: 'CS1' } };
    const nulls = Object.fromEntries(members.map((member) => [member, null]));
    const absent = rowsOf(operation.response.parse(least));
    expect(rowsOf(operation.response.parse({ ...least, ...nulls }))).toEqual(absent);
    for (const member of members) expect([null, []]).toContainEqual(absent[member]);
  });

  it('lets nothing unknown through', () => {
    const read = operation.response.parse({
      total_count: '0',
      count: '0',
      order_info: { order_id: 'CS1' },
      surprise: 1,
      __proto__: { x: 1 },
    });
    expect(read).not.toHaveProperty('surprise');
  });
});

describe.each(emptyAnswers.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  it('asks for a path and method of the contract, whose success has no body', () => {
    const described = api.paths[operation.path]?.[operation.method.toLowerCase()];
    expect(Object.keys(described?.responses ?? {})).toContain('204');
    expect(described?.responses['204']).not.toHaveProperty('content');
    expect(operation).toMatchObject({ readOnly: false, answersEmpty: true });
  });
});

it('an operation that the contract gives a body is not done when its answer has none', () => {
  expect(operations.filter(({ answersEmpty }) => answersEmpty)).toEqual([]);
});

describe('quirks of single operations', () => {
  it('an order in cents comes out in the main unit, its lines and children included', () => {
    const info = { discounts: [{ discount_type: '605', discount_amount: '100' }], coupon_amount: '50' };
    const priced = { amount_after_discount: '21600', official_amount: '24000', amount_info: info };
    const child = { order_id: 'CS2', ...priced, measure_id: '3' };
    const read = showOrder.response.parse({
      total_count: '1',
      order_info: { order_id: 'CS1', ...priced, measure_id: '3', sub_order_infos: [child] },
      order_line_items: [priced],
    });
    const main = {
      amount_after_discount: '216',
      official_amount: '240',
      amount_info: { discounts: [{ discount_amount: '1' }], coupon_amount: '0.5', commission_amount: null },
    };
    expect(read).toMatchObject({
      order_info: { ...main, measure_id: 1, sub_order_infos: [{ ...main, measure_id: 1 }] },
      order_line_items: [main],
    });
  });

  it('a refund names its unit as text', () => {
    const answer = (measure_id: string) =>
      listRefundOrders.response.safeParse({ total_count: '1', refund_infos: [{ amount: '-8.05', measure_id }] });
    expect(answer('1').data?.refund_infos[0]).toMatchObject({ amount: '-8.05', measure_id: 1 });
    expect(answer('7').success).toBe(false);
  });

  it('a unit price keeps the unit that its own text names', () => {
    const row = { amount: '10800', unit_price: '0.12', unit: 'USD/hour', usage: '3600', measure_id: '3' };
    const read = listFeeRecords.response.parse({ total_count: '1', fee_records: [row] });
    expect([...read.fee_records][0]).toMatchObject({ amount: '108', unit_price: '0.12', usage: '3600' });
  });

  it('a payment sends a list only beside its YES', () => {
    const [coupons, discount] = [[{ id: 'c-1', type: 301 }], { id: 'd-1', type: 2 }];
    expect(payOrder.request({ order_id: 'CS1', coupons: [], discount: null }).body).toEqual({
      order_id: 'CS1',
      use_coupon: 'NO',
      use_discount: 'NO',
    });
    expect(payOrder.request({ order_id: 'CS1', coupons, discount }).body).toEqual({
      order_id: 'CS1',
      use_coupon: 'YES',
      use_discount: 'YES',
      coupon_infos: coupons,
      discount_infos: [discount],
    });
  });

  it('filters keep their names and only what was set', () => {
    expect(listFeeRecords.request({ cycle: '2026-10', region: '', charge_mode: 3, limit: 10 })).toEqual({
      query: { cycle: '2026-10', region: '', charge_mode: 3, limit: 10 },
    });
    expect(showOrder.request({ order_id: 'CS1', limit: 100 })).toEqual({
      path: { order_id: 'CS1' },
      query: { limit: 100 },
    });
  });
});
