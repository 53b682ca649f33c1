import fc from 'fast-check';
import { dimensions } from '../../operations/costs/cost-keys';
import { cycleText, dayText, parseDay } from '../../wire/times';
import { asBody, limit, service, some } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v4/costs/cost-analysed-bills/query';
const keys = Object.keys(dimensions);
const NOW_CYCLE = 2026 * 12 + 10;
const LAST_DAY = parseDay('2026-11-22') ?? 0;

const group = fc.oneof(
  some(keys).map((key) => ({ type: 'dimension', key })),
  some(['env', '环境', 'none']).map((key) => ({ type: 'tag', key })),
  fc.constant({ type: 'cost_unit', key: 'x' }),
);
const groups = fc
  .array(group, { minLength: 1, maxLength: 2 })
  .filter(([a, b]) => !a || !b || a.type !== b.type || (a.type === 'dimension' && a.key !== b.key));
const months = fc.tuple(fc.integer({ min: -1, max: 30 }), fc.nat(5)).map(([back, length]) => ({
  time_measure_id: 2,
  begin_time: cycleText(NOW_CYCLE - back),
  end_time: cycleText(NOW_CYCLE - back + length),
}));
const days = fc.tuple(fc.nat(400), fc.nat(40)).map(([back, length]) => ({
  time_measure_id: 1,
  begin_time: dayText(LAST_DAY - back),
  end_time: dayText(LAST_DAY - back + length),
}));
const filter = fc.record({
  operator: some([0, 1]),
  filter_factor: fc.oneof(
    service.map((code) => ({ key: 'CLOUD_SERVICE_TYPE', value: [code] })),
    fc.constant({ key: 'RESOURCE_TAG', value: ['env=prod', 'env=test'] }),
    fc.constant({ key: 'COST_UNIT', value: ['x'] }),
    fc.constant({ key: 'ENTERPRISE_PROJECT_ID', value: ['0', 'null'] }),
  ),
});

const month = { time_measure_id: 2, begin_time: '2026-10', end_time: '2026-10' };
const plain = {
  time_condition: month,
  groupby: [{ type: 'dimension', key: 'CLOUD_SERVICE_TYPE' }],
  cost_type: 'ORIGINAL_COST',
  amount_type: 'PAYMENT_AMOUNT',
};
const wrong = (body: object) => ({ path, body: { ...plain, ...body } });
const span = (time_measure_id: number, begin_time: string, end_time: string) =>
  wrong({ time_condition: { time_measure_id, begin_time, end_time } });

export const listCosts: OperationCases = {
  operation: 'ListCosts',
  valid: () =>
    fc
      .tuple(
        asBody({ filters: fc.array(filter, { maxLength: 3 }), limit: limit(1000), offset: fc.nat(200_000) }),
        fc.record({
          time_condition: fc.oneof(months, days),
          groupby: groups,
          cost_type: some(['ORIGINAL_COST', 'AMORTIZED_COST']),
          amount_type: some(['PAYMENT_AMOUNT', 'NET_AMOUNT']),
        }),
      )
      .map(([optional, required]) => ({ path, body: { ...optional, ...required } })),
  always: () => [wrong({}), wrong({ limit: 0 }), wrong({ cost_type: 'AMORTIZED_COST', limit: 1000 })],
  invalid: () => [
    ['no dimension', wrong({ groupby: [] }), '400 CBC.0100'],
    ['an unknown dimension', wrong({ groupby: [{ type: 'dimension', key: 'WEATHER' }] }), '400 CBC.0100'],
    [
      'two tags',
      wrong({
        groupby: [
          { type: 'tag', key: 'a' },
          { type: 'tag', key: 'b' },
        ],
      }),
      '400 CBC.0100',
    ],
    [
      'two cost units',
      wrong({
        groupby: [
          { type: 'cost_unit', key: 'a' },
          { type: 'cost_unit', key: 'b' },
        ],
      }),
      '400 CBC.0100',
    ],
    ['days where months belong', span(2, '2026-10-01', '2026-10-31'), '400 CBC.0100'],
    ['an end before the begin', span(2, '2026-10', '2026-09'), '400 CBC.0100'],
    ['more than 18 months', span(2, '2025-01', '2026-07'), '400 CBC.0100'],
    [
      'a filter of nothing known',
      wrong({ filters: [{ operator: 0, filter_factor: { key: 'WEATHER', value: [] } }] }),
      '400 CBC.0100',
    ],
    [
      'more than a hundred filters',
      wrong({ filters: Array(101).fill({ operator: 0, filter_factor: { key: 'REGION_CODE', value: [] } }) }),
      '400 CBC.0100',
    ],
  ],
};
