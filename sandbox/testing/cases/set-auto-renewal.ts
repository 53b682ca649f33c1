import fc from 'fast-check';
import type { OperationCases } from '../cases';
import { freePrimaries, oneOwned } from '../owned';

const of = (id: string) => `/v2/orders/subscriptions/resources/autorenew/${id}`;
const post = (id: string, body?: Readonly<Record<string, unknown>>) => ({
  method: 'POST' as const,
  path: of(id),
  account: 0,
  ...(body ? { body } : {}),
});

export const setAutoRenewal: OperationCases = {
  operation: 'AutoRenewalResources',
  writes: true,
  valid: (world) => {
    const ids = freePrimaries(world).map((view) => view.resource.id);
    const body = fc.record(
      { auto_renew_times: fc.option(fc.nat(99)), period_type: fc.constantFrom('MONTH', 'YEAR', null) },
      { requiredKeys: [] },
    );
    return fc.tuple(fc.constantFrom(...ids), fc.option(body)).map(([id, given]) => post(id, given ?? undefined));
  },
  invalid: (world) => {
    const primary = (status: number) =>
      oneOwned(
        world,
        (view) => view.status === status && view.resource.parent === null && view.resource.kind === 'plain',
      ).resource.id;
    const attached = oneOwned(world, (view) => view.resource.parent !== null).resource.id;
    return [
      ['an unknown resource', post('nobody'), '400 CBC.99003012'],
      ['an attached one', post(attached), '400 CBC.99003012'],
      ...[3, 4, 5].map((status) => [`one in status ${status}`, post(primary(status)), '400 CBC.99003602'] as const),
      ['a hundred times', post(primary(2), { auto_renew_times: 100 }), '400 CBC.0100'],
      ['by the week', post(primary(2), { period_type: 'WEEK' }), '400 CBC.0100'],
    ];
  },
};
