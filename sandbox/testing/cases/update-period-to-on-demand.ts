import fc from 'fast-check';
import type { OperationCases } from '../cases';
import { freePrimaries, owned } from '../owned';

const path = '/v2/orders/subscriptions/resources/to-on-demand';
const post = (operation: unknown, resource_ids: unknown) => ({ path, account: 0, body: { operation, resource_ids } });

export const updatePeriodToOnDemand: OperationCases = {
  operation: 'UpdatePeriodToOnDemand',
  writes: true,
  valid: (world) => {
    const ids = [
      ...owned(world, () => true)
        .map((view) => view.resource.id)
        .slice(0, 150),
      'nobody',
    ];
    return fc
      .tuple(
        fc.constantFrom('SET_UP', 'CANCEL'),
        fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 100 }),
      )
      .map(([operation, some]) => post(operation, some));
  },
  invalid: (world) => {
    const ids = freePrimaries(world).map((view) => view.resource.id);
    return [
      ['another operation', post('STOP', ids.slice(0, 1)), '400 CBC.0100'],
      ['no resource', post('SET_UP', []), '400 CBC.0100'],
      ['the same resource twice', post('SET_UP', [ids[0], ids[0]]), '400 CBC.0100'],
      [
        'a hundred and one',
        post(
          'SET_UP',
          Array.from({ length: 101 }, (_, id) => String(id)),
        ),
        '400 CBC.0100',
      ],
    ];
  },
};
