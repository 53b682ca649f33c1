import 'server-only';

import type { Account } from '@/lib/accounts/account';
import { type BssAccount, createBssAccount } from '@/lib/bss/account.server';
import type { CallDeps } from '@/lib/bss/call-deps.server';
import type { BssConnection } from '@/lib/bss/connection';
import { LiveCache } from '@/lib/bss/live.server';
import { Quotas } from '@/lib/bss/quota.server';
import { makeGuards } from '@/lib/bss/resilience/guards';
import { Transport } from '@/lib/bss/transport.server';
import { businessClock } from '@/lib/clock.server';
import { env } from '@/lib/env.server';
import { metrics } from '@/lib/metrics.server';
import { listConnections, openConnection } from '@/lib/state/connections.server';
import type { Db } from '@/lib/state/schema';
import { observeCall, reportGuards } from './observe-upstream.server';

/** An account with the way to its keys; the keys themselves stay sealed until a call is made. */
export interface ConnectedAccount {
  account: Account;
  /** Origin of its BSS endpoint. */
  endpoint: string;
  /** Changes when anything about the connection does. */
  version: string;
  /** @throws AppError `upstream_credentials` when the stored key cannot be read with today's SUANPAN_SECRET */
  connection(): BssConnection;
}

/** Every connected account: the one of the environment first, which is never stored, then those of the settings. */
export async function listAccounts(db: Db): Promise<ConnectedAccount[]> {
  const fromEnvironment = environmentConnection();
  const stored = await listConnections(db);
  const own = fromEnvironment
    ? [
        {
          account: accountOf(fromEnvironment),
          endpoint: fromEnvironment.endpoint,
          version: 'environment',
          connection: () => fromEnvironment,
        },
      ]
    : [];
  return [
    ...own,
    ...stored
      .filter(({ domainId }) => domainId !== fromEnvironment?.domainId)
      .map((sealed) => ({
        account: accountOf(sealed),
        endpoint: sealed.endpoint,
        version: sealed.updatedAt,
        connection: () => openConnection(sealed, env().SUANPAN_SECRET),
      })),
  ];
}

function accountOf({ domainId, name, currency, site, projectId }: Omit<BssConnection, 'sk'>): Account {
  return { domainId, name, currency, site, projectId };
}

function environmentConnection(): BssConnection | null {
  const { BSS_ENDPOINT, BSS_AK, BSS_SK, BSS_DOMAIN_ID, BSS_SITE, BSS_CURRENCY, BSS_PROJECT_ID } = env();
  if (!BSS_ENDPOINT || !BSS_AK || !BSS_SK || !BSS_DOMAIN_ID || !BSS_SITE || !BSS_CURRENCY) return null;
  return {
    domainId: BSS_DOMAIN_ID,
    name: BSS_DOMAIN_ID,
    endpoint: BSS_ENDPOINT,
    site: BSS_SITE,
    currency: BSS_CURRENCY,
    projectId: BSS_PROJECT_ID ?? null,
    ak: BSS_AK,
    sk: BSS_SK,
  };
}

/** One client per account; quota, sockets, guards and cache are the process's own. */
export class AccountClients {
  readonly live = new LiveCache(businessClock());
  private readonly opened = new Map<string, { version: string; client: BssAccount }>();
  private readonly deps: CallDeps = {
    quotas: new Quotas(),
    guards: makeGuards(),
    transport: new Transport({ onBusinessTime: (instant) => businessClock().follow(instant) }),
    observe: observeCall,
  };

  open({ account, version, connection }: ConnectedAccount): BssAccount {
    const known = this.opened.get(account.domainId);
    if (known?.version === version) return known.client;
    const client = createBssAccount(connection(), this.deps);
    this.opened.set(account.domainId, { version, client });
    // What another key or endpoint answered is not this connection's.
    if (known) this.live.forget(account.domainId);
    return client;
  }

  /** Lets an account be called again whose key was refused; a connection with another key needs no such thing. */
  resume(domainId: string): void {
    this.deps.guards.keys.reset(domainId);
  }

  /** For how long the service has asked for no calls of an account, at most, ms; 0 when it did not. */
  restMs(domainId: string): number {
    return this.deps.quotas.restMs(`${domainId} `);
  }

  /** Sets the gauges of cache and client to what they are now. */
  report(): void {
    metrics().cacheEntries.set({ cache: 'live' }, this.live.size.entries);
    reportGuards(this.deps);
  }
}

const shared = globalThis as typeof globalThis & { suanpanClients?: AccountClients };

export function accountClients(): AccountClients {
  shared.suanpanClients ??= new AccountClients();
  return shared.suanpanClients;
}
