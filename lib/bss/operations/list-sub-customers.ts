import { z } from 'zod';
import { defineOperation, type Page } from '../operation';
import { count, integer, list, text } from '../wire';

/** Contract 3.8. */
export interface ListSubCustomersInput extends Page {
  sub_customer_account_name?: string | null;
  sub_customer_display_name?: string | null;
  /** 0 (default) exact names, 1 parts of them. */
  fuzzy_query?: 0 | 1 | null;
  org_id?: string | null;
}

const memberSchema = z.object({
  id: text(),
  name: text(),
  display_name: text(),
  /** 1 normal, 2 being created, 3 being closed, 4 closed, 101 registering, 102 awaiting activation. */
  status: integer(),
  org_id: text(),
  org_name: text(),
});

const responseSchema = z.object({ total_count: count(), sub_customer_infos: list(memberSchema) });
export type SubCustomerPage = z.output<typeof responseSchema>;
export type SubCustomer = SubCustomerPage['sub_customer_infos'][number];

/** Member accounts of an enterprise master, at most 100 a page. */
export const listSubCustomers = defineOperation({
  name: 'listSubCustomers',
  group: 'enterprise',
  method: 'GET',
  path: '/v2/enterprises/multi-accounts/sub-customers',
  quota: 10,
  readOnly: true,
  request: (input: ListSubCustomersInput) => ({ query: { ...input } }),
  response: responseSchema,
});
