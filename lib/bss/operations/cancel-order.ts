import { z } from 'zod';
import { defineOperation } from '../operation';

/** Contract 3.1. */
export interface CancelOrderInput {
  order_id: string;
}

/** Cancels an order in state 6. Answers without a body, with 204 or 200: the contract leaves it open. */
export const cancelOrder = defineOperation({
  name: 'cancelOrder',
  group: 'orders',
  method: 'PUT',
  path: '/v2/orders/customer-orders/cancel',
  quota: 10,
  readOnly: false,
  answersEmpty: true,
  request: ({ order_id }: CancelOrderInput) => ({ body: { order_id } }),
  response: z.object({}),
});
