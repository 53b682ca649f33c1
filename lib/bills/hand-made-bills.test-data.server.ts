import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import { LiveCache } from '@/lib/bss/live.server';
import type { FeeRecord } from '@/lib/bss/operations/list-fee-records';
import type { MonthlySumRow } from '@/lib/bss/operations/monthly-sum';
import type { UsageRecord } from '@/lib/bss/operations/query-usage-records';
import type { ServiceContext } from '@/lib/context.server';
import type { Cycle } from '@/lib/cycles';
import { type Decimal, decimal, ZERO } from '@/lib/money';
import { toExpenditureLine, toUsageLine } from './map-lines.server';
import { toSummaryRow } from './map-summary.server';
import type { ExpenditureLine, SummaryRow, UsageLine } from './schema';

/** Hand-made accounts, records and contexts for tests. */
export const NOW = '2026-11-22T04:00:00Z';

export const account = (name: string, currency = 'USD'): Account => ({
  domainId: `${name}-domain`,
  name,
  currency,
  site: 'intl',
  projectId: null,
});

/** A context without an upstream: the bill source is given to the services. */
export function context(accounts: readonly Account[], overrides: Partial<ServiceContext> = {}): ServiceContext {
  const clock = { now: () => new Date(NOW) };
  const base = { accounts, clock, live: new LiveCache(clock), locale: 'en' as const, requestId: 'test' };
  // What a bill service does not touch is not there.
  return { ...base, ...overrides } as ServiceContext;
}

export const live = <T>(value: T, overrides: Partial<Live<T>> = {}): Live<T> => ({
  value,
  asOf: NOW,
  stale: false,
  error: null,
  ...overrides,
});

const amounts = (payable: Decimal) => ({
  official_amount: payable,
  discount_amount: ZERO,
  cash_amount: payable,
  credit_amount: ZERO,
  coupon_amount: null,
  flexipurchase_coupon_amount: null,
  stored_card_amount: null,
  bonus_amount: null,
  debt_amount: null,
  adjustment_amount: null,
  measure_id: 1,
});

/** Every member that is not given is absent in the answer. */
export const orNull = <T extends object>(given: Partial<T>): T =>
  new Proxy(given, { get: (target, name) => Reflect.get(target, name) ?? null }) as T;

export function usageLine(
  place: { account: Account; index: number; cycle?: string },
  given: Partial<UsageRecord> & { payable?: string } = {},
): UsageLine {
  const { payable = '1', ...record } = given;
  const cycle = (place.cycle ?? '2026-11') as Cycle;
  return toUsageLine(
    orNull<UsageRecord>({
      az_code_infos: [],
      consume_amount: decimal(payable),
      ...amounts(decimal(payable)),
      ...record,
    }),
    { ...place, cycle, currency: place.account.currency },
  );
}

export function expenditureLine(
  place: { account: Account; index: number },
  given: Partial<FeeRecord> & { payable?: string } = {},
): ExpenditureLine {
  const { payable = '1', ...record } = given;
  return toExpenditureLine(orNull<FeeRecord>({ ...amounts(decimal(payable)), amount: decimal(payable), ...record }), {
    ...place,
    cycle: '2026-11' as Cycle,
    currency: place.account.currency,
  });
}

export function summaryRow(
  place: { account: Account; index: number; cycle?: string },
  given: Partial<MonthlySumRow> & { payable?: string } = {},
): SummaryRow {
  const { payable = '1', ...row } = given;
  return toSummaryRow(
    orNull<MonthlySumRow>({
      official_amount: decimal(payable),
      consume_amount: decimal(payable),
      cash_amount: decimal(payable),
      ...row,
    }),
    { ...place, cycle: (place.cycle ?? '2026-11') as Cycle, currency: place.account.currency },
  );
}
