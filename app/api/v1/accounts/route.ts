import { accountFilters } from '@/lib/accounts/filters';
import { accountListSchema } from '@/lib/accounts/schema';
import { listOwnAccounts } from '@/lib/accounts/service.server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';

export const GET = apiGet({ query: accountFilters, response: accountListSchema }, ({ ctx, query }) =>
  listOwnAccounts(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
