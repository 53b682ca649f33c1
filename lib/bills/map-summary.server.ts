import 'server-only';

import type { MonthlySumRow } from '@/lib/bss/operations/monthly-sum';
import type { Decimal } from '@/lib/money';
import { accountRef } from '@/lib/query/across-accounts.server';
import { summaryOffBy } from './identity';
import { moneyOf, type RecordPlace, textOf } from './map-lines.server';
import { rowId } from './row-id';
import type { SummaryRow } from './schema';

/** A row of monthly-sum (contract 2.e). Missing amounts count as zero. */
export function toSummaryRow(row: MonthlySumRow, { account, cycle, currency, index }: RecordPlace): SummaryRow {
  const amount = (value: Decimal | null) => moneyOf(value, currency);
  const amounts = {
    officialAmount: amount(row.official_amount),
    officialDiscountAmount: amount(row.official_discount_amount),
    truncatedAmount: amount(row.truncated_amount),
    consumeAmount: amount(row.consume_amount),
    cashAmount: amount(row.cash_amount),
    creditAmount: amount(row.credit_amount),
    couponAmount: amount(row.coupon_amount),
    flexipurchaseCouponAmount: amount(row.flexipurchase_coupon_amount),
    debtAmount: amount(row.debt_amount),
    storedValueCardAmount: amount(row.stored_value_card_amount),
    writeoffAmount: amount(row.writeoff_amount),
  };
  return {
    id: rowId(account.domainId, cycle, index),
    account: accountRef(account),
    accountName: textOf(row.account_name),
    customerId: textOf(row.customer_id),
    cycle,
    serviceTypeCode: textOf(row.service_type_code),
    serviceTypeName: textOf(row.service_type_name),
    resourceTypeCode: textOf(row.resource_type_code),
    resourceTypeName: textOf(row.resource_type_name),
    chargingMode: row.charging_mode,
    billType: row.bill_type,
    ...amounts,
    offBy: summaryOffBy(amounts),
  };
}
