import { listChoices } from '@/lib/explore/choices.server';
import { choiceFilters } from '@/lib/explore/filters';
import { choicesSchema } from '@/lib/explore/schema';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';

export const GET = apiGet({ query: choiceFilters, response: choicesSchema }, ({ ctx, query }) =>
  listChoices(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
