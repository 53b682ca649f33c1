import 'server-only';

import type { StoredSummaryRow } from '@/lib/ledger/queries/summary-rows.server';
import { type Decimal, decimal, isZero } from '@/lib/money';
import { moneyOf, ownerOf, type Shown, textOf } from './map-lines.server';
import { rowId } from './row-id';
import type { SummaryRow } from './schema';

/** A row of monthly-sum (contract 2.e). Missing amounts count as zero. */
export function toSummaryRow(row: StoredSummaryRow, shown: Shown): SummaryRow {
  const { account, cycle, currency, position } = row;
  const amount = (value: Decimal | null) => moneyOf(value, currency);
  const off = decimal(row.off_by);
  const offBy = isZero(off) ? null : moneyOf(off, currency);
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
    id: rowId(account, cycle, position),
    account: ownerOf(row, shown),
    accountName: textOf(row.account_name),
    customerId: textOf(row.customer_id),
    cycle,
    serviceTypeCode: textOf(row.service_type_code),
    serviceTypeName: shown.names.of('service', row.service_type_code ?? '') ?? textOf(row.service_type_name),
    resourceTypeCode: textOf(row.resource_type_code),
    resourceTypeName: shown.names.of('resource_type', row.resource_type_code ?? '') ?? textOf(row.resource_type_name),
    chargingMode: row.charging_mode,
    billType: row.bill_type,
    ...amounts,
    offBy,
  };
}
