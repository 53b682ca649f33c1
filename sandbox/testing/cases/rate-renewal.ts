import fc from 'fast-check';
import type { OperationCases } from '../cases';
import { owned } from '../owned';

const path = '/v2/bills/ratings/period-resources/renew-rate';
const post = (resource_ids: unknown, more: object = {}) => ({
  path,
  account: 0,
  body: { resource_ids, period_type: 2, period_num: 1, ...more },
});

export const rateRenewal: OperationCases = {
  operation: 'ListRenewRateOnPeriod',
  valid: (world) => {
    const ids = [
      ...owned(world, () => true)
        .map((view) => view.resource.id)
        .slice(0, 200),
      'nobody',
    ];
    return fc
      .tuple(
        fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 10 }),
        fc.oneof(
          fc.record({ period_type: fc.constant(2), period_num: fc.integer({ min: 1, max: 11 }) }),
          fc.record({ period_type: fc.constant(3), period_num: fc.integer({ min: 1, max: 3 }) }),
        ),
        fc.constantFrom(true, false, null),
      )
      .map(([some, period, include_relative_resources]) => post(some, { ...period, include_relative_resources }));
  },
  invalid: () => [
    ['the same resource twice', post(['a', 'a']), '400 CBC.30050012'],
    ['no resource', post([]), '400 CBC.0100'],
    ['eleven', post(Array.from({ length: 11 }, (_, id) => String(id))), '400 CBC.0100'],
    ['twelve months', post(['a'], { period_num: 12 }), '400 CBC.0100'],
    ['four years', post(['a'], { period_type: 3, period_num: 4 }), '400 CBC.0100'],
    ['by the day', post(['a'], { period_type: 0 }), '400 CBC.0100'],
  ],
};
