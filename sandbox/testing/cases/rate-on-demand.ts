import fc from 'fast-check';
import type { World } from '../../world/world';
import type { OperationCases } from '../cases';
import { products, rating, server } from '../rating-products';

const path = '/v2/bills/ratings/on-demand-resources';
const hour = { usage_factor: 'Duration', usage_value: 1, usage_measure_id: 4 };

export const rateOnDemand: OperationCases = {
  operation: 'ListOnDemandResourceRatings',
  valid: (world) =>
    fc
      .tuple(products(world, 'usage'), fc.constantFrom(0, 1, null, undefined))
      .map(([list, inquiry_precision]) => ({ path, body: { ...rating(...list), inquiry_precision } })),
  invalid: (world: World) => {
    const vm = { ...server(world), ...hour };
    return [
      ['no products', { path, body: rating() }, '400 CBC.0100'],
      ['two products of one ID', { path, body: rating(vm, vm) }, '400 CBC.0100'],
      [
        'more than a hundred products',
        { path, body: rating(...Array.from({ length: 101 }, (_, id) => ({ ...vm, id: String(id) }))) },
        '400 CBC.0100',
      ],
      [
        'a resource type of another service',
        { path, body: rating({ ...vm, resource_type: 'hws.resource.type.volume' }) },
        '400 CBC.99006006',
      ],
      ['a factor in other letters', { path, body: rating({ ...vm, usage_factor: 'duration' }) }, '400 CBC.99006074'],
      ['an unknown factor', { path, body: rating({ ...vm, usage_factor: 'nonsense' }) }, '400 CBC.99006074'],
      ['hours in gigabytes', { path, body: rating({ ...vm, usage_measure_id: 10 }) }, '400 CBC.99006050'],
      ['more money than there is', { path, body: rating({ ...vm, usage_value: 1e12 }) }, '400 CBC.99006055'],
    ];
  },
};
