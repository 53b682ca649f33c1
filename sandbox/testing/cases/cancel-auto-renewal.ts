import fc from 'fast-check';
import type { OperationCases } from '../cases';
import { freePrimaries, oneOwned, owned } from '../owned';

const remove = (id: string) => ({
  method: 'DELETE' as const,
  path: `/v2/orders/subscriptions/resources/autorenew/${id}`,
  account: 0,
});

export const cancelAutoRenewal: OperationCases = {
  operation: 'CancelAutoRenewalResources',
  writes: true,
  valid: (world) => {
    const automatic = owned(
      world,
      (view) => view.policy === 3 && view.resource.parent === null && view.resource.kind === 'plain',
    );
    return fc.constantFrom(...automatic.map((view) => view.resource.id)).map(remove);
  },
  invalid: (world) => [
    ['an unknown resource', remove('nobody'), '400 CBC.99003012'],
    [
      'an attached one',
      remove(oneOwned(world, (view) => view.resource.parent !== null && view.policy === 3).resource.id),
      '400 CBC.99003012',
    ],
    [
      'one that is not renewed automatically',
      remove(freePrimaries(world).find((view) => view.policy !== 3)?.resource.id ?? ''),
      '400 CBC.99003605',
    ],
  ],
};
