import 'server-only';

import type { BssConnection } from '@/lib/bss/connection';
import type { Db } from './schema';
import { seal, unseal } from './seal.server';

/** A connection whose key is still sealed: listing accounts needs no key. */
export type SealedConnection = Omit<BssConnection, 'sk'> & { skSealed: string; updatedAt: string };

/** Connected accounts in the order they were added. */
export async function listConnections(db: Db): Promise<SealedConnection[]> {
  const rows = await db.selectFrom('connections').selectAll().orderBy('position').orderBy('domain_id').execute();
  return rows.map((row) => ({
    domainId: row.domain_id,
    name: row.name,
    endpoint: row.endpoint,
    site: row.site,
    currency: row.currency,
    projectId: row.project_id,
    ak: row.ak,
    skSealed: row.sk_sealed,
    updatedAt: row.updated_at,
  }));
}

/** `secret` is SUANPAN_SECRET. @throws AppError `upstream_credentials` when the secret has changed since. */
export function openConnection(sealed: SealedConnection, secret: string): BssConnection {
  const { skSealed, updatedAt: _, ...connection } = sealed;
  return { ...connection, sk: unseal(skSealed, { secret, purpose: sealed.domainId }) };
}

/** Adds the account, or replaces the one with the same domain id. */
export async function saveConnection(db: Db, connection: BssConnection, secret: string): Promise<void> {
  const now = new Date().toISOString();
  const fields = {
    name: connection.name,
    endpoint: connection.endpoint,
    site: connection.site,
    currency: connection.currency,
    project_id: connection.projectId,
    ak: connection.ak,
    sk_sealed: seal(connection.sk, { secret, purpose: connection.domainId }),
    updated_at: now,
  };
  await db.transaction().execute(async (trx) => {
    const last = await trx
      .selectFrom('connections')
      .select('position')
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    await trx
      .insertInto('connections')
      .values({ domain_id: connection.domainId, position: (last?.position ?? 0) + 1, created_at: now, ...fields })
      .onConflict((conflict) => conflict.column('domain_id').doUpdateSet(fields))
      .execute();
  });
}

/** Removes accounts that are not among `domainIds`. */
export async function keepConnections(db: Db, domainIds: readonly string[]): Promise<void> {
  await db
    .deleteFrom('connections')
    .$if(domainIds.length > 0, (query) => query.where('domain_id', 'not in', domainIds))
    .execute();
}
