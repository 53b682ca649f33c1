export type LineFactName = 'usage_lines' | 'fee_lines';

/** What the two line facts call the same thing (contract 2.f and 2.g). */
export interface LineColumns {
  payable: string;
  resourceId: string;
  resourceType: string;
  orderId: string;
}

export const lineFacts: Readonly<Record<LineFactName, LineColumns>> = {
  usage_lines: {
    payable: 'consume_amount',
    resourceId: 'res_instance_id',
    resourceType: '`resource_Type_code`',
    orderId: 'pre_order_id',
  },
  fee_lines: { payable: 'amount', resourceId: 'resource_id', resourceType: 'resource_type', orderId: 'order_id' },
};

/** The same in the sums of lines (rollup/tables.ts). */
export const rolledColumns: LineColumns = {
  payable: 'payable',
  resourceId: 'resource_id',
  resourceType: 'resource_type',
  orderId: 'order_id',
};

/** What a line was paid with: its payable amount is their sum (contract 2.f and 2.g). */
const PAYMENTS = [
  'cash_amount',
  'credit_amount',
  'coupon_amount',
  'flexipurchase_coupon_amount',
  'stored_card_amount',
  'bonus_amount',
  'debt_amount',
  'adjustment_amount',
];

/** By how much the payable amount of a line is more than what it was paid with; 0 for a line that holds. */
export const lineOffBySql = ({ payable }: Pick<LineColumns, 'payable'>): string =>
  `(${payable} - ${PAYMENTS.join(' - ')})`;
