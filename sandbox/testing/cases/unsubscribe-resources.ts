import fc from 'fast-check';
import { renewResource } from '../../world/interventions';
import { isTrial } from '../../world/life/holding';
import type { ResourceView } from '../../world/resource-view';
import type { OperationCases } from '../cases';
import { NOW } from '../fixture';
import { firstTenant, freePrimaries, oneOwned } from '../owned';

const path = '/v2/orders/subscriptions/resources/unsubscribe';
const giveBack = (resource_ids: unknown, more: object = {}) => ({
  path,
  account: 0,
  body: { resource_ids, unsubscribe_type: 1, ...more },
});
const ORDINARY = /devcloud|marketplace/;

export const unsubscribeResources: OperationCases = {
  operation: 'CancelResourcesSubscription',
  writes: true,
  valid: (world) => {
    const ids = freePrimaries(world).map((view) => view.resource.id);
    return fc
      .record({
        resource_ids: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 2 }),
        unsubscribe_reason_type: fc.constantFrom(1, 2, 3, 4, 5, null),
        unsubscribe_reason: fc.option(fc.string({ maxLength: 512 })),
      })
      .map((body) => giveBack(body.resource_ids, body));
  },
  invalid: (world) => {
    const [unpaid, running, plain] = freePrimaries(world);
    const tenant = firstTenant(world);
    if (!unpaid || !running || !plain) throw new Error('too few resources');
    for (const [view, pay] of [
      [unpaid, false],
      [running, true],
    ] as const) {
      renewResource(tenant, view.resource, { period: { periodType: 2, periodNum: 1 }, at: NOW, pay });
    }
    const of = (fits: (view: ResourceView) => boolean) => [
      oneOwned(world, (view) => view.resource.parent === null && fits(view)).resource.id,
    ];
    const used = (fits: (view: ResourceView) => boolean) => of((view) => view.status === 2 && fits(view));
    const isInvoiced = (view: ResourceView) =>
      view.resource.kind === 'plain' &&
      !ORDINARY.test(view.item.service) &&
      view.orders[0]?.contractId !== null &&
      view.from < NOW - 60 * 86_400_000 &&
      !isTrial(view.resource);
    const frozen = of(
      (view) =>
        view.status === 4 &&
        view.resource.kind === 'plain' &&
        !ORDINARY.test(view.item.service) &&
        !isTrial(view.resource) &&
        !view.item.resourceType.endsWith('addbandwidth'),
    );
    const attached = oneOwned(world, (view) => view.resource.parent !== null && view.status === 2);
    return [
      ['an unknown resource', giveBack(['nobody']), '400 CBC.99003012'],
      ['a deleted one', giveBack(of((view) => view.status === 3)), '400 CBC.30000067'],
      ['an attached one', giveBack([attached.resource.id]), '400 CBC.99003185'],
      ['a savings plan', giveBack(used((view) => view.resource.kind === 'savings')), '400 CBC.30000053'],
      ['a package', giveBack(used((view) => view.resource.kind === 'package')), '400 CBC.99003647'],
      ['a trial', giveBack(used((view) => isTrial(view.resource))), '400 CBC.99003649'],
      [
        'a marketplace product',
        giveBack(used((view) => view.item.service.endsWith('marketplace'))),
        '400 CBC.99003650',
      ],
      ['a CodeArts package', giveBack(used((view) => view.item.service.endsWith('devcloud'))), '400 CBC.99003652'],
      [
        'a bandwidth add-on',
        giveBack(used((view) => view.item.resourceType.endsWith('addbandwidth'))),
        '400 CBC.99003654',
      ],
      ['a frozen one', giveBack(frozen), '400 CBC.99003656'],
      ['one in an unpaid order', giveBack([unpaid.resource.id]), '400 CBC.99003100'],
      ['one with a transaction in progress', giveBack([running.resource.id]), '400 CBC.99003651'],
      ['an invoiced one', giveBack(used(isInvoiced)), '400 CBC.99003643'],
      ['renewals where none waits', giveBack([plain.resource.id], { unsubscribe_type: 2 }), '400 CBC.99003128'],
      ['no type', giveBack([plain.resource.id], { unsubscribe_type: null }), '400 CBC.0100'],
      ['the same resource twice', giveBack([plain.resource.id, plain.resource.id]), '400 CBC.0100'],
      [
        'a reason of 513 characters',
        giveBack([plain.resource.id], { unsubscribe_reason: 'x'.repeat(513) }),
        '400 CBC.0100',
      ],
    ];
  },
};
