import { defineOperation } from '../operation';
import { resourceOrdersSchema } from './resource-orders';

/** Contract 3.2. */
export interface RenewResourcesInput {
  /** Primary resources only, at most 10; attached ones come along. */
  resource_ids: readonly string[];
  /** 2 month, 3 year. */
  period_type: 2 | 3;
  /** 1 to 11 months or 1 to 3 years. */
  period_num: number;
  /** 1 pays at once; with 0, the default, the orders wait for their payment. */
  is_auto_pay?: 0 | 1 | null;
}

/** Orders the renewal of resources. A success may still name resources that were not renewed. */
export const renewResources = defineOperation({
  name: 'renewResources',
  group: 'resources',
  method: 'POST',
  path: '/v2/orders/subscriptions/resources/renew',
  quota: 10,
  readOnly: false,
  request: (input: RenewResourcesInput) => ({ body: { ...input } }),
  response: resourceOrdersSchema,
});
