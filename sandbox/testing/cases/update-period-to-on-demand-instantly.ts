import fc from 'fast-check';
import type { OperationCases } from '../cases';
import { freePrimaries, owned } from '../owned';

const path = '/v2/orders/subscriptions/resources/to-on-demand/instantly';
const post = (resource_ids: unknown) => ({ path, account: 0, body: { resource_ids } });

export const updatePeriodToOnDemandInstantly: OperationCases = {
  operation: 'UpdatePeriodToOnDemandInstantly',
  writes: true,
  valid: (world) => {
    const free = freePrimaries(world).map((view) => view.resource.id);
    const any = owned(world, () => true).map((view) => view.resource.id);
    return fc
      .uniqueArray(fc.constantFrom(...free.slice(0, 5), ...any.slice(0, 40), 'nobody'), { minLength: 1, maxLength: 10 })
      .map(post);
  },
  invalid: () => [
    ['no resource', post([]), '400 CBC.0100'],
    ['a number', post([1]), '400 CBC.0100'],
    ['eleven', post(Array.from({ length: 11 }, (_, id) => String(id))), '400 CBC.0100'],
  ],
};
