import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { Balances } from '@/lib/bss/operations/show-balances';
import type { ServiceContext } from '@/lib/context.server';
import { type Money, money, sumByCurrency } from '@/lib/money';
import type { Settled } from './settle.server';

const CASH = 1;
const CREDIT = 2;
const MAX_AGE_MS = 60_000;

export function readBalance(ctx: ServiceContext, account: Account): Promise<Live<Balances>> {
  const key = [account.domainId, 'overview', 'balance'];
  return ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, (signal) =>
    ctx.bss(account.domainId).showBalances({}, { signal }),
  );
}

/**
 * Cash and credit that can be spent now, per currency (contract 3.4); coupons and deposits are no part of it.
 * A currency of an account that did not answer is left out: a sum that lacks an account would look like money lost.
 */
export function describeBalance({ answered, failed }: Settled<Balances>, accounts: readonly Account[]): Money[] {
  const unknown = new Set(
    failed.map((failure) => accounts.find(({ domainId }) => domainId === failure.account.domainId)?.currency),
  );
  const spendable = answered.flatMap(({ account, live: { value } }) =>
    value.account_balances
      .filter(({ account_type }) => account_type === CASH || account_type === CREDIT)
      .flatMap(({ amount, currency }) =>
        amount === null ? [] : [money(amount, currency ?? value.currency ?? account.currency)],
      ),
  );
  return sumByCurrency(spendable).filter(({ currency }) => !unknown.has(currency));
}
