import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { FactPlace } from '@/lib/ledger/facts';
import type { StoredLine } from '@/lib/ledger/queries/line-page.server';
import { type Decimal, type Money, money, ZERO } from '@/lib/money';
import { accountRef } from '@/lib/query/across-accounts.server';
import { lineOffBy } from './identity';
import type { Names } from './names.server';
import { rowId } from './row-id';
import type { ExpenditureLine, UsageLine } from './schema';

/** What a stored row needs beside itself to be shown. */
export interface Shown {
  /** Accounts of the view: rows come from no other. */
  view: { accounts: readonly Account[] };
  names: Names;
}

type SharedRecord = Pick<StoredLine<'usage_lines'>, keyof StoredLine<'usage_lines'> & keyof StoredLine<'fee_lines'>>;
type SharedLine = Omit<
  Pick<UsageLine, keyof UsageLine & keyof ExpenditureLine>,
  'resourceId' | 'resourceTypeCode' | 'resourceTypeName' | 'offBy'
>;

/** A record of res-records (contract 2.f, statistic_type 2) as a line. Missing amounts count as zero. */
export function toUsageLine(record: StoredLine<'usage_lines'>, shown: Shown): UsageLine {
  const shared = toSharedLine(record, shown);
  const consumeAmount = moneyOf(record.consume_amount, record.currency);
  const zones = zonesOf(record.az_code_infos);
  return joined(shared, {
    resourceId: textOf(record.res_instance_id),
    resourceTypeCode: textOf(record.resource_Type_code),
    resourceTypeName: resourceTypeName(record.resource_Type_code, record, shown),
    consumeAmount,
    preOrderId: textOf(record.pre_order_id),
    parentResourceId: textOf(record.parent_resource_id),
    rootResourceId: textOf(record.root_resource_id),
    payerAccountId: textOf(record.payer_account_id),
    azCodes: zones.length > 0 ? zones.join(',') : null,
    offBy: lineOffBy(consumeAmount, shared),
  });
}

/** A record of res-fee-records (contract 2.g, statistic_type 3) as a line. Missing amounts count as zero. */
export function toExpenditureLine(record: StoredLine<'fee_lines'>, shown: Shown): ExpenditureLine {
  const shared = toSharedLine(record, shown);
  const amount = moneyOf(record.amount, record.currency);
  return joined(shared, {
    resourceId: textOf(record.resource_id),
    resourceTypeCode: textOf(record.resource_type),
    resourceTypeName: resourceTypeName(record.resource_type, record, shown),
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
  });
}

/** A literal that spreads thirty members and then adds as many takes the engine 125 µs a row, this less than one. */
const joined = <Shared extends object, Own extends object>(shared: Shared, own: Own): Shared & Own =>
  Object.assign(shared, own);

const resourceTypeName = (
  code: string | null,
  { resource_type_name }: Pick<SharedRecord, 'resource_type_name'>,
  { names }: Shown,
): string | null => names.of('resource_type', code ?? '') ?? textOf(resource_type_name);

/** The list of zones is kept as its JSON, and no list as nothing. */
function zonesOf(json: string): string[] {
  const zones = json === '' ? [] : (JSON.parse(json) as { az_code?: string | null }[]);
  return zones.flatMap(({ az_code }) => az_code ?? []);
}

/** The account of a row by the name that it has now. */
export function ownerOf({ account }: Pick<FactPlace, 'account'>, { view }: Shown) {
  const owner = view.accounts.find(({ domainId }) => domainId === account);
  if (!owner) throw new Error('a row of an account that was not asked for');
  return accountRef(owner);
}

function toSharedLine(record: SharedRecord, shown: Shown): SharedLine {
  const { cycle, currency } = record;
  const amount = (value: Decimal | null) => moneyOf(value, currency);
  return {
    id: rowId(record.account, cycle, record.position),
    account: ownerOf(record, shown),
    accountName: textOf(record.account_name),
    customerId: textOf(record.customer_id),
    cycle,
    billDate: textOf(record.bill_date),
    billType: record.bill_type,
    chargeMode: record.charge_mode,
    region: textOf(record.region),
    regionName: shown.names.of('region', record.region ?? '') ?? textOf(record.region_name),
    serviceTypeCode: textOf(record.cloud_service_type),
    serviceTypeName:
      shown.names.of('service', record.cloud_service_type ?? '') ?? textOf(record.cloud_service_type_name),
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
