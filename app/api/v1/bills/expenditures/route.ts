import { expenditureFilters } from '@/lib/bills/filters';
import { expenditureListSchema } from '@/lib/bills/schema';
import { listExpenditures } from '@/lib/bills/service.server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';

export const GET = apiGet({ query: expenditureFilters, response: expenditureListSchema }, ({ ctx, query }) =>
  listExpenditures(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
