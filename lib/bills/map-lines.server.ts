import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { FeeRecord } from '@/lib/bss/operations/list-fee-records';
import type { UsageRecord } from '@/lib/bss/operations/query-usage-records';
import type { Cycle } from '@/lib/cycles';
import { type Decimal, type Money, money, ZERO } from '@/lib/money';
import { accountRef } from '@/lib/query/across-accounts.server';
import { lineOffBy } from './identity';
import { rowId } from './row-id';
import type { ExpenditureLine, UsageLine } from './schema';

/** Where in which answer a record stood. */
export interface RecordPlace {
  account: Account;
  cycle: Cycle;
  /** ISO 4217 of the answer, else the account's. */
  currency: string;
  index: number;
}

type SharedRecord = Pick<UsageRecord, keyof UsageRecord & keyof FeeRecord>;
type SharedLine = Omit<
  Pick<UsageLine, keyof UsageLine & keyof ExpenditureLine>,
  'resourceId' | 'resourceTypeCode' | 'offBy'
>;

/** A record of res-records (contract 2.f, statistic_type 2) as a line. Missing amounts count as zero. */
export function toUsageLine(record: UsageRecord, place: RecordPlace): UsageLine {
  const shared = toSharedLine(record, place);
  const consumeAmount = moneyOf(record.consume_amount, place.currency);
  const zones = record.az_code_infos.flatMap(({ az_code }) => az_code ?? []);
  return {
    ...shared,
    resourceId: textOf(record.res_instance_id),
    resourceTypeCode: textOf(record.resource_Type_code),
    consumeAmount,
    preOrderId: textOf(record.pre_order_id),
    parentResourceId: textOf(record.parent_resource_id),
    rootResourceId: textOf(record.root_resource_id),
    payerAccountId: textOf(record.payer_account_id),
    azCodes: zones.length > 0 ? zones.join(',') : null,
    offBy: lineOffBy(consumeAmount, shared),
  };
}

/** A record of res-fee-records (contract 2.g, statistic_type 3) as a line. Missing amounts count as zero. */
export function toExpenditureLine(record: FeeRecord, place: RecordPlace): ExpenditureLine {
  const shared = toSharedLine(record, place);
  const amount = moneyOf(record.amount, place.currency);
  return {
    ...shared,
    resourceId: textOf(record.resource_id),
    resourceTypeCode: textOf(record.resource_type),
    amount,
    effectiveTime: textOf(record.effective_time),
    expireTime: textOf(record.expire_time),
    tradeTime: textOf(record.trade_time),
    consumeTime: textOf(record.consume_time),
    recordId: textOf(record.id),
    orderId: textOf(record.order_id),
    relativeOrderId: textOf(record.relative_order_id),
    productId: textOf(record.product_id),
    productName: textOf(record.product_name),
    specSize: record.spec_size,
    specSizeMeasureId: record.spec_size_measure_id,
    usageType: textOf(record.usage_type),
    usage: record.usage,
    usageMeasureId: record.usage_measure_id,
    freeResourceUsage: record.free_resource_usage,
    freeResourceMeasureId: record.free_resource_measure_id,
    riUsage: record.ri_usage,
    riUsageMeasureId: record.ri_usage_measure_id,
    unitPrice: record.unit_price,
    unit: textOf(record.unit),
    formula: textOf(record.formula),
    offBy: lineOffBy(amount, shared),
  };
}

function toSharedLine(record: SharedRecord, { account, cycle, currency, index }: RecordPlace): SharedLine {
  const amount = (value: Decimal | null) => moneyOf(value, currency);
  return {
    id: rowId(account.domainId, cycle, index),
    account: accountRef(account),
    accountName: textOf(record.account_name),
    customerId: textOf(record.customer_id),
    cycle,
    billDate: textOf(record.bill_date),
    billType: record.bill_type,
    chargeMode: record.charge_mode,
    region: textOf(record.region),
    regionName: textOf(record.region_name),
    serviceTypeCode: textOf(record.cloud_service_type),
    serviceTypeName: textOf(record.cloud_service_type_name),
    resourceTypeName: textOf(record.resource_type_name),
    resourceName: textOf(record.resource_name),
    resourceTag: textOf(record.resource_tag),
    skuCode: textOf(record.sku_code),
    productSpecDesc: textOf(record.product_spec_desc),
    enterpriseProjectId: textOf(record.enterprise_project_id),
    enterpriseProjectName: textOf(record.enterprise_project_name),
    tradeId: textOf(record.trade_id),
    periodType: record.period_type,
    periodNum: record.period_num,
    officialAmount: amount(record.official_amount),
    discountAmount: amount(record.discount_amount),
    cashAmount: amount(record.cash_amount),
    creditAmount: amount(record.credit_amount),
    couponAmount: amount(record.coupon_amount),
    flexipurchaseCouponAmount: amount(record.flexipurchase_coupon_amount),
    storedCardAmount: amount(record.stored_card_amount),
    bonusAmount: amount(record.bonus_amount),
    debtAmount: amount(record.debt_amount),
    adjustmentAmount: amount(record.adjustment_amount),
  };
}

const zeros = new Map<string, Money>();

/** Most members of most lines are zero: they share one object, which halves what a cycle takes in memory. */
export function moneyOf(amount: Decimal | null, currency: string): Money {
  if (amount !== null && amount !== ZERO) return money(amount, currency);
  const zero = zeros.get(currency) ?? money(ZERO, currency);
  zeros.set(currency, zero);
  return zero;
}

/** Empty text and null are one thing: the upstream has no value (contract 5.3). */
export const textOf = (text: string | null): string | null => (text === '' ? null : text);
