import fc from 'fast-check';
import { tenantOf } from '../../world/world';
import { some } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v2/payments/free-resources/usages/details/query';
const ids = (count: number) => Array.from({ length: count }, (_, index) => `none-${index}`);

export const listPackageUsages: OperationCases = {
  operation: 'ListFreeResourceUsages',
  valid: (world) => {
    const items = world.accounts.flatMap(({ domainId }) =>
      tenantOf(world, domainId).bills.deductions.packages.flatMap((bought) => bought.items.map((item) => item.id)),
    );
    return fc
      .array(some(['none', ...items]), { minLength: 1, maxLength: 100 })
      .map((list) => ({ path, body: { free_resource_ids: list } }));
  },
  invalid: () => [
    ['no IDs', { path, body: { free_resource_ids: [] } }, '400 CBC.0100'],
    ['more than a hundred IDs', { path, body: { free_resource_ids: ids(101) } }, '400 CBC.0100'],
    ['an ID of 65 characters', { path, body: { free_resource_ids: ['x'.repeat(65)] } }, '400 CBC.0100'],
    ['an ID that is a number', { path, body: { free_resource_ids: [7] } }, '400 CBC.0100'],
  ],
};
