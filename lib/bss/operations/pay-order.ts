import { z } from 'zod';
import { defineOperation } from '../operation';

/** Contract 3.1. A list is sent only with its YES: beside a NO it may be refused. */
export interface PayOrderInput {
  order_id: string;
  /** At most 3. `type` is 300 discount, 301 cash, 302 flexi-purchase, 303 stored-value card. */
  coupons: readonly { id: string; type: number }[];
  /** `type` is 0 promotion, 2 commercial, 3 partner-granted, 609 order price adjustment. */
  discount: { id: string; type: number } | null;
}

/**
 * Pays an order in state 6, from the cash balance before the credit line. Answers 204; what was charged is in the
 * order afterwards. Never repeated: `upstream_outcome_unknown` means that the money may be gone.
 */
export const payOrder = defineOperation({
  name: 'payOrder',
  group: 'orders',
  method: 'POST',
  path: '/v3/orders/customer-orders/pay',
  quota: 10,
  readOnly: false,
  answersEmpty: true,
  request: ({ order_id, coupons, discount }: PayOrderInput) => ({
    body: {
      order_id,
      use_coupon: coupons.length > 0 ? 'YES' : 'NO',
      use_discount: discount ? 'YES' : 'NO',
      ...(coupons.length > 0 ? { coupon_infos: coupons } : {}),
      ...(discount ? { discount_infos: [discount] } : {}),
    },
  }),
  response: z.object({}),
});
