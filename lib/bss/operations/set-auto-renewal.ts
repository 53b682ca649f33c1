import { z } from 'zod';
import { defineOperation } from '../operation';

/** Contract 3.2. */
export interface StartAutoRenewalInput {
  resource_id: string;
  /** 0 to 99, 0 for ever; for ever as well when absent at the first time. */
  auto_renew_times?: number | null;
  /** The period of the last order when absent. */
  period_type?: 'MONTH' | 'YEAR' | null;
}

export interface StopAutoRenewalInput {
  resource_id: string;
}

const PATH = '/v2/orders/subscriptions/resources/autorenew/{resource_id}';

/** Lets a resource renew itself, or changes how often. Answers 204. */
export const startAutoRenewal = defineOperation({
  name: 'startAutoRenewal',
  group: 'resources',
  method: 'POST',
  path: PATH,
  quota: 10,
  readOnly: false,
  answersEmpty: true,
  request: ({ resource_id, ...body }: StartAutoRenewalInput) => ({ path: { resource_id }, body }),
  response: z.object({}),
});

/** Lets a resource expire. Answers 204. */
export const stopAutoRenewal = defineOperation({
  name: 'stopAutoRenewal',
  group: 'resources',
  method: 'DELETE',
  path: PATH,
  quota: 10,
  readOnly: false,
  answersEmpty: true,
  request: ({ resource_id }: StopAutoRenewalInput) => ({ path: { resource_id } }),
  response: z.object({}),
});
