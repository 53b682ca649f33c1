import { z } from 'zod';
import { inMainUnit } from '../money-unit';
import { defineOperation, type Page } from '../operation';
import { count, flag, list, optional, text } from '../wire';
import { orderFields, pricedInMainUnit } from './order-shapes';

/** Contract 2.b. Times are UTC, 20 characters; creation begin and end lie at most a year apart. */
export interface ListOrdersInput extends Page {
  order_id?: string | null;
  customer_id?: string | null;
  create_time_begin?: string | null;
  create_time_end?: string | null;
  service_type_code?: string | null;
  /** 1, 3, 4, 5, 6 or 9. */
  status?: number | null;
  /** Text in the filter, a number in the answer; sent as text. */
  order_type?: number | string | null;
  order_by?: 'createTime' | '-createTime' | null;
  payment_time_begin?: string | null;
  payment_time_end?: string | null;
  /** Takes effect only together with `customer_id`. */
  method?: 'oneself' | 'sub_customer' | null;
}

const enterpriseProjects = { enterprise_projects: list(z.object({ id: text(), name: text() })) };

const childOrderSchema = inMainUnit(z.object({ ...orderFields, ...enterpriseProjects }), pricedInMainUnit);

const orderSchema = inMainUnit(
  z.object({
    ...orderFields,
    ...enterpriseProjects,
    /** Child orders of a combined order, else empty. */
    sub_order_infos: list(childOrderSchema),
    agent_pay_info: optional(z.object({ paying_agent_id: text(), is_agent_pay: flag() })),
  }),
  pricedInMainUnit,
);

const responseSchema = z.object({ total_count: count(), order_infos: list(orderSchema) });
export type OrderPage = z.output<typeof responseSchema>;
export type Order = OrderPage['order_infos'][number];

/** Orders, at most 100 a page. Amounts in the main unit of each order's `currency`. */
export const listOrders = defineOperation({
  name: 'listOrders',
  group: 'orders',
  method: 'GET',
  path: '/v2/orders/customer-orders',
  quota: 20,
  readOnly: true,
  request: (input: ListOrdersInput) => ({ query: { ...input } }),
  response: responseSchema,
});
