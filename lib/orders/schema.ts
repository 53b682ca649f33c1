import { z } from 'zod';
import { accountRefSchema, freshnessShape, moneySchema, pageShape } from '@/lib/dto';

const enterpriseProjectSchema = z.object({ id: z.string().nullable(), name: z.string().nullable() });

/** One order of the list. Codes are the upstream's own (contract 4.1, 4.2); times are UTC instants. */
export const orderSchema = z
  .object({
    orderId: z.string(),
    account: accountRefSchema,
    serviceTypeCode: z.string().nullable(),
    serviceTypeName: z.string().nullable(),
    sourceType: z.int().nullable(),
    status: z.int().nullable(),
    orderType: z.int().nullable(),
    officialAmount: moneySchema.nullable(),
    amountAfterDiscount: moneySchema.nullable(),
    createTime: z.string().nullable(),
    paymentTime: z.string().nullable(),
    contractId: z.string().nullable(),
    enterpriseProjects: z.array(enterpriseProjectSchema),
    childOrders: z.int().describe('number of child orders of a combined order'),
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof orderSchema>;

export const orderListSchema = z
  .object({
    items: z.array(orderSchema),
    ...pageShape,
    counts: z
      .record(z.string(), z.int())
      .describe('orders per status code under the other filters, "waiting" (1, 6 and 9 together) and "all"'),
    choices: z.object({ services: z.array(z.object({ code: z.string(), name: z.string() })) }),
    readWhole: z.boolean().describe('true when the whole view was read, because the upstream cannot sort or search so'),
    ...freshnessShape,
  })
  .meta({ id: 'OrderList' });
export type OrderList = z.infer<typeof orderListSchema>;

export const orderTotalsSchema = z
  .object({
    count: z.int(),
    totals: z.array(z.object({ currency: z.string(), officialAmount: z.string(), amountAfterDiscount: z.string() })),
    ...freshnessShape,
  })
  .meta({ id: 'OrderTotals' });
export type OrderTotals = z.infer<typeof orderTotalsSchema>;

const deductionsSchema = z.object({
  discounts: z.array(z.object({ discountType: z.string().nullable(), amount: moneySchema.nullable() })),
  couponAmount: moneySchema.nullable(),
  flexipurchaseCouponAmount: moneySchema.nullable(),
  storedCardAmount: moneySchema.nullable(),
  commissionAmount: moneySchema.nullable(),
  consumedAmount: moneySchema.nullable(),
});
export type OrderDeductions = z.infer<typeof deductionsSchema>;

export const orderLineItemSchema = z.object({
  orderLineItemId: z.string().nullable(),
  orderId: z.string().nullable(),
  serviceTypeCode: z.string().nullable(),
  serviceTypeName: z.string().nullable(),
  productId: z.string().nullable(),
  productSpecDesc: z.string().nullable(),
  periodType: z.int().nullable(),
  periodNum: z.int().nullable(),
  effectiveTime: z.string().nullable(),
  expireTime: z.string().nullable(),
  subscriptionNum: z.int().nullable(),
  officialAmount: moneySchema.nullable(),
  amountAfterDiscount: moneySchema.nullable(),
  deductions: deductionsSchema,
});
export type OrderLineItem = z.infer<typeof orderLineItemSchema>;

export const orderRefundSchema = z.object({
  amount: moneySchema.nullable().describe('negative = refunded; positive = consumed amount or handling fee'),
  serviceTypeName: z.string().nullable(),
  resourceTypeName: z.string().nullable(),
  regionCode: z.string().nullable(),
  baseOrderId: z.string().nullable(),
});
export type OrderRefund = z.infer<typeof orderRefundSchema>;

export const orderResourceSchema = z.object({
  resourceId: z.string().nullable(),
  resourceName: z.string().nullable(),
  resourceTypeName: z.string().nullable(),
  regionCode: z.string().nullable(),
  status: z.int().nullable(),
  expireTime: z.string().nullable(),
  isMainResource: z.boolean(),
});
export type OrderResource = z.infer<typeof orderResourceSchema>;

/** One order with everything known of it. A part that could not be read is null and named in `unread`. */
export const orderDetailSchema = orderSchema
  .extend({
    userName: z.string().nullable(),
    pendingPaymentEndTime: z.string().nullable(),
    deductions: deductionsSchema,
    cashAmount: moneySchema.nullable().describe('what is charged: after discounts, coupons and cards'),
    lineItems: z.array(orderLineItemSchema),
    children: z.array(orderSchema.omit({ account: true, childOrders: true, enterpriseProjects: true })),
    resources: z.array(orderResourceSchema).nullable(),
    refunds: z.array(orderRefundSchema).nullable(),
    unread: z.array(z.enum(['enterpriseProjects', 'resources', 'refunds'])),
    asOf: freshnessShape.asOf,
    stale: freshnessShape.stale,
  })
  .meta({ id: 'OrderDetail' });
export type OrderDetail = z.infer<typeof orderDetailSchema>;
