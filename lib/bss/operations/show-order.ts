import { z } from 'zod';
import { convertMoney, inMainUnit, MAIN_UNIT } from '../money-unit';
import { defineOperation, type Page } from '../operation';
import { count, integer, list, optional, text } from '../wire';
import { orderFields, pricedFields, pricedInMainUnit } from './order-shapes';

/** Contract 2.c.1; the page is of line items. */
export interface ShowOrderInput extends Page {
  order_id: string;
}

const detailFields = {
  ...orderFields,
  /** Login name of the creator. */
  user_name: text(),
  pending_payment_end_time: text(),
};

const childOrderSchema = inMainUnit(z.object(detailFields), pricedInMainUnit);
const orderSchema = z.object({ ...detailFields, sub_order_infos: list(childOrderSchema) });

const productFields = {
  product_id: text(),
  product_spec_desc: text(),
  category_code: text(),
  product_owner_service: text(),
  commercial_resource: text(),
};

const lineItemSchema = z.object({
  order_line_item_id: text(),
  service_type_code: text(),
  service_type_name: text(),
  ...productFields,
  /** 0 day, 1 week, 2 month, 3 year, 4 hour, 5 one-off. */
  period_type: integer(),
  /** Null on unsubscription orders. */
  period_num: integer(),
  effective_time: text(),
  expire_time: text(),
  subscription_num: integer(),
  ...pricedFields,
  base_product_info: optional(z.object(productFields)),
  order_id: text(),
});

// Line items have no unit of their own, so the order's holds for them.
const responseSchema = z
  .object({ total_count: count(), order_info: orderSchema, order_line_items: list(lineItemSchema) })
  .transform((answer, context) =>
    convertMoney(answer, { measureId: answer.order_info.measure_id, context }, (toMainUnit) => ({
      ...answer,
      order_info: { ...pricedInMainUnit(answer.order_info, toMainUnit), measure_id: MAIN_UNIT },
      order_line_items: answer.order_line_items.map((item) => pricedInMainUnit(item, toMainUnit)),
    })),
  );
export type OrderDetails = z.output<typeof responseSchema>;
export type OrderDetail = OrderDetails['order_info'];
export type OrderLineItem = OrderDetails['order_line_items'][number];

/** One order with a page of its line items, at most 100. Amounts in the main unit of the order's `currency`. */
export const showOrder = defineOperation({
  name: 'showOrder',
  group: 'orders',
  method: 'GET',
  path: '/v2/orders/customer-orders/details/{order_id}',
  quota: 10,
  readOnly: true,
  request: ({ order_id, ...page }: ShowOrderInput) => ({ path: { order_id }, query: { ...page } }),
  response: responseSchema,
});
