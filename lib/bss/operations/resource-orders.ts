import { z } from 'zod';
import { list, text } from '../wire';

/** What a renewal and an unsubscription answer (contract 3.2): orders for those that went well, reasons for the others. */
export const resourceOrdersSchema = z.object({
  order_ids: list(z.string()),
  fail_resource_infos: list(z.object({ resource_id: text(), error_code: text(), error_msg: text() })),
});
export type ResourceOrders = z.output<typeof resourceOrdersSchema>;
