import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { AccountList } from './schema';

/** The accounts the actor may see, one page of them. */
export async function listOwnAccounts(
  { accounts }: ServiceContext,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<AccountList> {
  const start = (page - 1) * pageSize;
  return { items: accounts.slice(start, start + pageSize), total: accounts.length, page, pageSize };
}
