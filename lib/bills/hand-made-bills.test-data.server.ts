import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { FeeRecord } from '@/lib/bss/operations/list-fee-records';
import type { MonthlySumRow } from '@/lib/bss/operations/monthly-sum';
import type { UsageRecord } from '@/lib/bss/operations/query-usage-records';
import { type Decimal, decimal, ZERO } from '@/lib/money';

/** Hand-made accounts and records for tests. */
export const NOW = '2026-11-22T04:00:00Z';

export const account = (name: string, currency = 'USD'): Account => ({
  domainId: `${name}-domain`,
  name,
  currency,
  site: 'intl',
  projectId: null,
});

const amounts = (payable: Decimal) => ({
  official_amount: payable,
  discount_amount: ZERO,
  cash_amount: payable,
  credit_amount: ZERO,
  measure_id: 1,
});

/** Every member that is not given is absent in the answer. */
export const orNull = <T extends object>(given: Partial<T>): T =>
  new Proxy(given, { get: (target, name) => Reflect.get(target, name) ?? null }) as T;

export function usageRecord({
  payable = '1',
  ...given
}: Partial<UsageRecord> & { payable?: string } = {}): UsageRecord {
  const amount = decimal(payable);
  return orNull<UsageRecord>({ az_code_infos: [], consume_amount: amount, ...amounts(amount), ...given });
}

export function feeRecord({ payable = '1', ...given }: Partial<FeeRecord> & { payable?: string } = {}): FeeRecord {
  const amount = decimal(payable);
  return orNull<FeeRecord>({ ...amounts(amount), amount, ...given });
}

export function summaryRecord({
  payable = '1',
  ...given
}: Partial<MonthlySumRow> & { payable?: string } = {}): MonthlySumRow {
  const amount = decimal(payable);
  return orNull<MonthlySumRow>({ official_amount: amount, consume_amount: amount, cash_amount: amount, ...given });
}
