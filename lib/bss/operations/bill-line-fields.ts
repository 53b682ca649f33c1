import { amount, integer, text } from '../wire';

/** Fields that res-records and res-fee-records have in common, by the same name and meaning (contract 2.f and 2.g). */
export const billLineFields = {
  /** Not of the contract, which has one currency for a whole answer: a row that says another must not pass for it. */
  currency: text(),
  bill_date: text(),
  /** Contract 4.3. */
  bill_type: integer(),
  customer_id: text(),
  region: text(),
  region_name: text(),
  cloud_service_type: text(),
  cloud_service_type_name: text(),
  resource_type_name: text(),
  effective_time: text(),
  expire_time: text(),
  resource_name: text(),
  resource_tag: text(),
  product_spec_desc: text(),
  sku_code: text(),
  /** Order ID for bill types 1, 2, 3, 4 and 8, otherwise a transaction ID. */
  trade_id: text(),
  /** Reserved by the service: it identifies nothing. */
  id: text(),
  enterprise_project_id: text(),
  enterprise_project_name: text(),
  /** Contract 4.4; a number here, whichever JSON type the operation uses. */
  charge_mode: integer(),
  /** 19 year, 20 month, 24 day, 25 hour, 5 one-off. */
  period_type: integer(),
  period_num: amount(),
  official_amount: amount(),
  discount_amount: amount(),
  cash_amount: amount(),
  credit_amount: amount(),
  coupon_amount: amount(),
  flexipurchase_coupon_amount: amount(),
  stored_card_amount: amount(),
  bonus_amount: amount(),
  debt_amount: amount(),
  /** Written-off debt. */
  adjustment_amount: amount(),
  measure_id: integer(),
  consume_time: text(),
  account_name: text(),
  sub_service_type_code: text(),
  sub_service_type_name: text(),
  sub_resource_type_code: text(),
  sub_resource_type_name: text(),
  sub_resource_id: text(),
  sub_resource_name: text(),
};

export const billLineAmounts = [
  'official_amount',
  'discount_amount',
  'cash_amount',
  'credit_amount',
  'coupon_amount',
  'flexipurchase_coupon_amount',
  'stored_card_amount',
  'bonus_amount',
  'debt_amount',
  'adjustment_amount',
] as const;
