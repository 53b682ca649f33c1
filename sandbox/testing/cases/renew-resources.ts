import fc from 'fast-check';
import { renewResource } from '../../world/interventions';
import { isTrial } from '../../world/life/holding';
import type { OperationCases } from '../cases';
import { NOW } from '../fixture';
import { firstTenant, freePrimaries, oneOwned, owned } from '../owned';

const path = '/v2/orders/subscriptions/resources/renew';
const renew = (resource_ids: unknown, more: object = {}) => ({
  path,
  account: 0,
  body: { resource_ids, period_type: 2, period_num: 1, ...more },
});

export const renewResources: OperationCases = {
  operation: 'RenewalResources',
  writes: true,
  valid: (world) => {
    const ids = freePrimaries(world).map((view) => view.resource.id);
    const period = fc.oneof(
      fc.record({ period_type: fc.constant(2), period_num: fc.integer({ min: 1, max: 11 }) }),
      fc.constant({ period_type: 3, period_num: 1 }),
    );
    return fc
      .tuple(
        fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }),
        period,
        fc.constantFrom(0, 1, null),
      )
      .map(([resource_ids, wanted, is_auto_pay]) => renew(resource_ids, { ...wanted, is_auto_pay }));
  },
  invalid: (world) => {
    const [unpaid, running, far] = freePrimaries(world);
    const tenant = firstTenant(world);
    if (!unpaid || !running || !far) throw new Error('too few resources');
    const at = NOW;
    renewResource(tenant, unpaid.resource, { period: { periodType: 2, periodNum: 1 }, at, pay: false });
    renewResource(tenant, running.resource, { period: { periodType: 2, periodNum: 1 }, at, pay: true });
    const id = (view: { resource: { id: string } }) => [view.resource.id];
    const closed = oneOwned(world, (view) => view.status === 3 && view.resource.parent === null);
    const addOn = oneOwned(world, (view) => view.item.resourceType.endsWith('addbandwidth') && view.status === 2);
    const long = oneOwned(
      world,
      (view) => view.to > NOW + 2.2 * 31_536_000_000 && view.resource.parent === null && view.resource.kind === 'plain',
    );
    return [
      ['an unknown resource', renew(['nobody']), '400 CBC.99003016'],
      ['a deleted one', renew(id(closed)), '400 CBC.99003016'],
      ['an attached one', renew(id(oneOwned(world, (view) => view.resource.parent !== null))), '400 CBC.30010036'],
      ['one in an unpaid order', renew(id(unpaid)), '400 CBC.99003100'],
      ['one whose order is in progress', renew(id(running)), '400 CBC.99003144'],
      [
        'a package',
        renew(id(oneOwned(world, (view) => view.resource.kind === 'package' && view.status === 2))),
        '400 CBC.99003634',
      ],
      [
        'a savings plan',
        renew(id(oneOwned(world, (view) => view.resource.kind === 'savings' && view.status === 2))),
        '400 CBC.30010069',
      ],
      ['an add-on by the year', renew(id(addOn), { period_type: 3 }), '400 CBC.30010069'],
      [
        'a trial',
        renew(
          id(oneOwned(world, (view) => isTrial(view.resource) && view.status === 2 && view.resource.parent === null)),
        ),
        '400 CBC.99000092',
      ],
      ['more than five years ahead', renew(id(long), { period_type: 3, period_num: 3 }), '400 CBC.99003154'],
      ['four years', renew(id(far), { period_type: 3, period_num: 4 }), '400 CBC.0100'],
      ['the same resource twice', renew([...id(far), ...id(far)]), '400 CBC.0100'],
      ['no resource', renew([]), '400 CBC.0100'],
      [
        'eleven resources',
        renew(
          owned(world, () => true)
            .slice(0, 11)
            .map((view) => view.resource.id),
        ),
        '400 CBC.0100',
      ],
    ];
  },
};
