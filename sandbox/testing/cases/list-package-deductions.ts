import fc from 'fast-check';
import { parseDay, dayText } from '../../wire/times';
import { tenantOf } from '../../world/world';
import { asQuery, limit, offset, resourceType, some } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v2/bills/customer-bills/free-resources-usage-records';
const LAST_DAY = parseDay('2026-11-22') ?? 0;

export const listPackageDeductions: OperationCases = {
  operation: 'ListFreeResourcesUsageRecords',
  valid: (world) => {
    const known = tenantOf(world, world.accounts[0]?.domainId ?? '').bills.deductions.packages;
    const span = fc.tuple(fc.nat(1000), fc.nat(90)).map(([back, length]) => ({
      deduct_time_begin: dayText(LAST_DAY - back),
      deduct_time_end: dayText(LAST_DAY - back + length),
    }));
    const query = asQuery({
      free_resource_id: some(['none', ...known.flatMap((bought) => bought.items.map((item) => item.id))]),
      product_id: some(known.map((bought) => bought.productId)),
      resource_type_code: resourceType,
      limit: limit(1000),
      offset,
    });
    return fc.tuple(query, span).map(([values, days]) => ({ path, query: { ...values, ...days } }));
  },
  always: () => [{ path, query: { deduct_time_begin: '2026-09-01', deduct_time_end: '2026-11-30', limit: '1000' } }],
  invalid: () => [
    [
      'more than 90 days',
      { path, query: { deduct_time_begin: '2026-01-01', deduct_time_end: '2026-04-02' } },
      '400 CBC.0100',
    ],
    [
      'an end before the begin',
      { path, query: { deduct_time_begin: '2026-01-02', deduct_time_end: '2026-01-01' } },
      '400 CBC.0100',
    ],
    [
      'a day that is none',
      { path, query: { deduct_time_begin: '2026-02-29', deduct_time_end: '2026-03-01' } },
      '400 CBC.0100',
    ],
  ],
};
