import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { ServiceContext } from '@/lib/context.server';
import type { Freshness, MissingAccount } from '@/lib/dto';
import { AppError } from '@/lib/http/errors';

export interface AccountPart<T> {
  account: Account;
  value: T;
}

export interface AcrossAccounts<T> extends Freshness {
  /** One part per account that answered, in the order of the scope. */
  parts: AccountPart<T>[];
}

/**
 * Asks every account in scope (or the one named) and keeps what answered.
 * An account that cannot be read is named in `missing`; when none can be read, its error is thrown.
 * @throws AppError `not_found` when `domainId` is not in the actor's scope.
 */
export async function acrossAccounts<T>(
  ctx: ServiceContext,
  domainId: string | null,
  read: (account: Account) => Promise<Live<T>>,
): Promise<AcrossAccounts<T>> {
  const accounts = accountsInScope(ctx, domainId);
  const settled = await Promise.allSettled(accounts.map(read));
  const parts: AccountPart<T>[] = [];
  const missing: MissingAccount[] = [];
  let asOf: string | null = null;
  let stale = false;
  let failure: unknown = null;
  for (const [index, result] of settled.entries()) {
    const account = accounts[index];
    if (!account) continue;
    if (result.status === 'rejected') {
      // A fault of ours is not an account that is missing.
      if (!(result.reason instanceof AppError)) throw result.reason;
      failure ??= result.reason;
      missing.push({
        domainId: account.domainId,
        name: account.name,
        code: result.reason.code,
        detail: result.reason.message,
      });
      continue;
    }
    const live = result.value;
    parts.push({ account, value: live.value });
    stale ||= live.stale;
    if (asOf === null || live.asOf < asOf) asOf = live.asOf;
  }
  if (parts.length === 0 && failure) throw failure;
  return { parts, missing, stale, asOf: asOf ?? ctx.clock.now().toISOString() };
}

export function accountsInScope(ctx: ServiceContext, domainId: string | null): readonly Account[] {
  if (domainId === null) return ctx.accounts;
  const account = ctx.accounts.find((candidate) => candidate.domainId === domainId);
  if (!account) throw new AppError('not_found', `There is no account ${domainId} among yours.`, { field: 'account' });
  return [account];
}

export const accountRef = ({ domainId, name }: Account) => ({ domainId, name });
