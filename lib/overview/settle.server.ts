import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import { AppError } from '@/lib/http/errors';
import { accountRef } from '@/lib/query/across-accounts.server';
import type { OverviewFailure } from './schema';

export interface Settled<T> {
  answered: { account: Account; live: Live<T> }[];
  failed: OverviewFailure[];
  /** The first reason, for a page on which nothing at all could be read. */
  error: AppError | null;
}

/** Asks every account for one part of the page. What fails is named and leaves the rest standing. */
export async function settle<T>(
  part: OverviewFailure['part'],
  accounts: readonly Account[],
  read: (account: Account) => Promise<Live<T>>,
): Promise<Settled<T>> {
  const results = await Promise.allSettled(accounts.map(async (account) => ({ account, live: await read(account) })));
  const settled: Settled<T> = { answered: [], failed: [], error: null };
  for (const [index, result] of results.entries()) {
    const account = accounts[index];
    if (!account) continue;
    if (result.status === 'fulfilled') {
      settled.answered.push(result.value);
      continue;
    }
    // A fault of ours is not a part that is missing.
    if (!(result.reason instanceof AppError)) throw result.reason;
    const { code, message } = result.reason;
    settled.error ??= result.reason;
    settled.failed.push({ part, account: accountRef(account), code, detail: message });
  }
  return settled;
}
