import fc from 'fast-check';
import type { World } from '../../world/world';
import type { OperationCases } from '../cases';
import { disk, products, rating, server } from '../rating-products';

const path = '/v2/bills/ratings/period-resources/subscribe-rate';
const month = { period_type: 2, period_num: 1 };

export const ratePeriod: OperationCases = {
  operation: 'ListRateOnPeriodDetail',
  valid: (world) =>
    fc
      .tuple(products(world, 'monthly'), fc.constantFrom(2, 3), fc.integer({ min: 1, max: 36 }))
      .map(([list, period_type, period_num]) => ({
        path,
        body: rating(...list.map((product) => ({ ...product, period_type, period_num }))),
      })),
  always: (world) => [
    { path, body: rating({ ...server(world), ...month, usage_value: 5 }) },
    { path, body: rating({ ...server(world), period_type: 4, period_num: 5 }) },
    { path, body: rating({ ...server(world), period_type: 0, period_num: 5 }) },
  ],
  invalid: (world: World) => {
    const vm = { ...server(world), ...month };
    const foreign = world.site === 'cn' ? 'eu-west-101' : 'cn-north-2';
    const volume = { ...disk(world), ...month };
    return [
      ['no project', { path, body: { product_infos: [vm] } }, '400 CBC.0100'],
      ['two products of one ID', { path, body: rating(vm, vm) }, '400 CBC.0100'],
      ['a linear product without its size', { path, body: rating(volume) }, '400 CBC.0100'],
      [
        'a size in another unit',
        { path, body: rating({ ...volume, resource_size: 40, size_measure_id: 15 }) },
        '400 CBC.99006006',
      ],
      [
        'a server without its system',
        { path, body: rating({ ...vm, resource_spec: 's6.large.2' }) },
        '400 CBC.99006006',
      ],
      ['a region that sells to others', { path, body: rating({ ...vm, region: foreign }) }, '400 CBC.99006006'],
      ['no region at all', { path, body: rating({ ...vm, region: 'moon-1' }) }, '400 CBC.99006006'],
      [
        'more money than there is',
        { path, body: rating({ ...vm, period_num: 200_000_000, subscription_num: 10_000 }) },
        '400 CBC.99006055',
      ],
    ];
  },
};
