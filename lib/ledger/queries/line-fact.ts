import { factColumns } from '../facts';

export type LineFactName = 'usage_lines' | 'fee_lines';

/** What the two line facts call the same thing (contract 2.f and 2.g). */
interface LineFact {
  payable: string;
  resourceId: string;
  resourceType: string;
  orderId: string;
}

export const lineFacts: Readonly<Record<LineFactName, LineFact>> = {
  usage_lines: {
    payable: 'consume_amount',
    resourceId: 'res_instance_id',
    resourceType: '`resource_Type_code`',
    orderId: 'pre_order_id',
  },
  fee_lines: { payable: 'amount', resourceId: 'resource_id', resourceType: 'resource_type', orderId: 'order_id' },
};

/** Columns of a fact that hold money, in the main unit of the row's currency. */
export const amountColumns = (fact: keyof typeof factColumns): string[] =>
  Object.entries(factColumns[fact]).flatMap(([name, kind]) => (kind === 'amount' ? [name] : []));

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
export const lineOffBySql = (fact: LineFactName): string => `(${lineFacts[fact].payable} - ${PAYMENTS.join(' - ')})`;
