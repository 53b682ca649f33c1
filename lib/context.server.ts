import 'server-only';

import { setMaxListeners } from 'node:events';
import { headers } from 'next/headers';
import { cache } from 'react';
import type { Account } from '@/lib/accounts/account';
import { accountClients, type ConnectedAccount, listAccounts } from '@/lib/accounts/connected.server';
import { requestLocale } from '@/lib/auth/locale';
import { may } from '@/lib/auth/permissions';
import type { Role } from '@/lib/auth/roles';
import { readSession } from '@/lib/auth/session.server';
import type { BssAccount } from '@/lib/bss/account.server';
import type { LiveCache } from '@/lib/bss/live.server';
import { businessClock, type Clock } from '@/lib/clock.server';
import { cookieValue } from '@/lib/http/cookies';
import { AppError } from '@/lib/http/errors';
import { readRequestId } from '@/lib/http/request-id';
import type { Ledger } from '@/lib/ledger/ledger';
import { ledger } from '@/lib/ledger/open.server';
import { type Logger, log } from '@/lib/log.server';
import { listGrants } from '@/lib/state/grants.server';
import { state } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';

export type { Account, Clock, Logger };

/** Who is asking, as of this request. */
export interface Actor {
  userId: string;
  email: string;
  name: string;
  role: Role;
  sessionId: string;
}

/** Everything a service may use. Tests build one by hand. */
export interface ServiceContext {
  actor: Actor;
  /** The scope: what this actor may see, read from state on this request. */
  accounts: readonly Account[];
  /** @throws AppError `not_found` when the account is not in the scope */
  bss(domainId: string): BssAccount;
  /** Process-wide: keys must name the account. */
  live: LiveCache;
  /** Every bill line; readers name the versions that are published. */
  ledger: Ledger;
  clock: Clock;
  log: Logger;
  requestId: string;
  locale: 'en' | 'zh-CN';
  signal?: AbortSignal;
  state: Db;
}

/**
 * The context of the page or route that is being answered; one per request.
 * @throws AppError `unauthorized` without a valid session
 */
export const createServiceContext = cache(async (): Promise<ServiceContext> => {
  const given = await headers();
  return contextOf({ headers: given, requestId: readRequestId(given) });
});

export interface ContextSource {
  headers: Headers;
  requestId: string;
  signal?: AbortSignal;
}

/** {@link createServiceContext} for a request in hand. */
export async function contextOf({ headers: given, requestId, signal }: ContextSource): Promise<ServiceContext> {
  const cookieHeader = given.get('cookie');
  const db = await state();
  const session = await readSession(db, cookieHeader);
  if (!session) throw new AppError('unauthorized', 'Sign in first');
  const connected = await scopeOf(db, session);
  const clients = accountClients();
  // One page waits for many reads at once, each of which listens for the reader to leave.
  if (signal) setMaxListeners(0, signal);
  return {
    actor: session,
    accounts: connected.map((entry) => entry.account),
    bss(domainId) {
      const entry = connected.find(({ account }) => account.domainId === domainId);
      if (!entry) throw new AppError('not_found', `There is no account ${domainId} among yours.`, { field: 'account' });
      return clients.open(entry);
    },
    live: clients.live,
    ledger: ledger(),
    clock: businessClock(),
    log: log.child({ requestId, userId: session.userId }),
    requestId,
    locale: requestLocale(cookieValue(cookieHeader, 'locale'), given.get('accept-language')),
    signal,
    state: db,
  };
}

/** The one place that decides which accounts a user sees. */
async function scopeOf(db: Db, { userId, role }: Actor): Promise<ConnectedAccount[]> {
  const all = await listAccounts(db);
  if (may(role, 'see-all-accounts')) return all;
  const granted = new Set(await listGrants(db, userId));
  return all.filter(({ account }) => granted.has(account.domainId));
}
