import { exploreFilters } from '@/lib/explore/filters';
import { exploreSchema } from '@/lib/explore/schema';
import { explore } from '@/lib/explore/service.server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';

export const GET = apiGet({ query: exploreFilters, response: exploreSchema }, ({ ctx, query }) => explore(ctx, query));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
