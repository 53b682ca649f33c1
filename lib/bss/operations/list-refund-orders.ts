import { z } from 'zod';
import { inMainUnit } from '../money-unit';
import { defineOperation } from '../operation';
import { amount, integer, list, text } from '../wire';

/** Contract 2.c.2. Refused with CBC.99005026 when the order is neither a downgrade nor an unsubscription. */
export interface ListRefundOrdersInput {
  order_id: string;
  customer_id?: string | null;
}

const refundSchema = inMainUnit(
  z.object({
    id: text(),
    /** Negative is refunded; positive is a consumed amount or a handling fee. No currency: the order's. */
    amount: amount(),
    /** Text on the wire. */
    measure_id: integer(),
    customer_id: text(),
    resource_type_code: text(),
    service_type_code: text(),
    resource_type_name: text(),
    service_type_name: text(),
    region_code: text(),
    /** The order that the money came from. */
    base_order_id: text(),
  }),
  (row, toMainUnit) => toMainUnit(row, ['amount']),
);

const responseSchema = z.object({ total_count: integer(), refund_infos: list(refundSchema) });
export type RefundOrders = z.output<typeof responseSchema>;
export type RefundInfo = RefundOrders['refund_infos'][number];

/** Where the money of an unsubscription or downgrade order came from; all at once, not paged. */
export const listRefundOrders = defineOperation({
  name: 'listRefundOrders',
  group: 'orders',
  method: 'GET',
  path: '/v2/orders/customer-orders/refund-orders',
  quota: 10,
  readOnly: true,
  request: (input: ListRefundOrdersInput) => ({ query: { ...input } }),
  response: responseSchema,
});
