import { z } from 'zod';
import { defineOperation, type Page } from '../operation';
import { count, list, text } from '../wire';

/** Contract 3.6. */
export interface ListServiceTypesInput extends Page {
  /** Part of the name in the request language. */
  service_type_name?: string | null;
}

const responseSchema = z.object({
  total_count: count(),
  service_types: list(z.object({ service_type_name: text(), service_type_code: text(), abbreviation: text() })),
});
export type ServiceTypePage = z.output<typeof responseSchema>;
export type ServiceType = ServiceTypePage['service_types'][number];

/** Service types with their names in the request language, at most 1,000 a page. */
export const listServiceTypes = defineOperation({
  name: 'listServiceTypes',
  group: 'catalogue',
  method: 'GET',
  path: '/v2/products/service-types',
  quota: 10,
  readOnly: true,
  request: (input: ListServiceTypesInput) => ({ query: { ...input } }),
  response: responseSchema,
});
