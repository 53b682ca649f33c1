import { z } from 'zod';
import { defineOperation, type Page } from '../operation';
import { amount, count, integer, list, optional, text } from '../wire';

/** Contract 2.d. Times are UTC, 20 characters. An empty `service_type_code` is refused by the service. */
export interface QueryResourcesInput extends Page {
  /** At most 50. */
  resource_ids?: readonly string[];
  order_id?: string | null;
  /** 1 primary resources only; 0 (default) with the attached ones. */
  only_main_resource?: 0 | 1;
  /** 2 in use, 3 closed, 4 frozen, 5 expired. */
  status_list?: readonly number[];
  expire_time_begin?: string | null;
  expire_time_end?: string | null;
  service_type_code?: string | null;
}

const resourceSchema = z.object({
  /** Allotted before the resource exists; `resource_id` comes with it. */
  id: text(),
  resource_id: text(),
  resource_name: text(),
  region_code: text(),
  service_type_code: text(),
  resource_type_code: text(),
  resource_type_name: text(),
  service_type_name: text(),
  resource_spec_code: text(),
  project_id: text(),
  product_id: text(),
  parent_resource_id: text(),
  /** 1 primary, 0 attached. */
  is_main_resource: integer(),
  status: integer(),
  effective_time: text(),
  expire_time: text(),
  /** Contract 4.5; 3 is the only value that renews by itself. */
  expire_policy: integer(),
  product_spec_desc: text(),
  spec_size: amount(),
  spec_size_measure_id: integer(),
  update_time: text(),
  enterprise_project: optional(z.object({ id: text(), name: text() })),
});

const responseSchema = z.object({ total_count: count(), data: list(resourceSchema) });
export type ResourcePage = z.output<typeof responseSchema>;
export type SubscribedResource = ResourcePage['data'][number];

/** Yearly/monthly resources, at most 500 a page. The path is spelt as the service spells it. */
export const queryResources = defineOperation({
  name: 'queryResources',
  group: 'resources',
  method: 'POST',
  path: '/v2/orders/suscriptions/resources/query',
  quota: 10,
  readOnly: true,
  request: (input: QueryResourcesInput) => ({ body: { ...input } }),
  response: responseSchema,
});
