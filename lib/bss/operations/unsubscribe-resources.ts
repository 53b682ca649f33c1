import { defineOperation } from '../operation';
import { resourceOrdersSchema } from './resource-orders';

/** Contract 3.2. */
export interface UnsubscribeResourcesInput {
  /** Primary resources only, at most 10; attached ones go along. */
  resource_ids: readonly string[];
  /** 1 the resource and its renewed periods, 2 only renewed periods that have not begun. */
  unsubscribe_type: 1 | 2;
  /** 1 hard to use, 2 missing functions, 3 too complex, 4 unhappy with service, 5 other. */
  unsubscribe_reason_type?: number | null;
  /** At most 512 characters. */
  unsubscribe_reason?: string | null;
}

/** Ends subscriptions and refunds what is left of them. A success may still name resources that stay. */
export const unsubscribeResources = defineOperation({
  name: 'unsubscribeResources',
  group: 'resources',
  method: 'POST',
  path: '/v2/orders/subscriptions/resources/unsubscribe',
  quota: 10,
  readOnly: false,
  request: (input: UnsubscribeResourcesInput) => ({ body: { ...input } }),
  response: resourceOrdersSchema,
});
