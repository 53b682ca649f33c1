import { z } from 'zod';
import { defineOperation } from '../operation';
import { list, text } from '../wire';

/** Contract 3.2. */
export interface ToOnDemandInput {
  operation: 'SET_UP' | 'CANCEL';
  /** Primary resources only, at most 100. */
  resource_ids: readonly string[];
}

const responseSchema = z.object({
  error_details: list(z.object({ error_code: text(), error_msg: text(), id: text() })),
});
export type ToOnDemandResult = z.output<typeof responseSchema>;

/** Lets resources go on as pay-per-use when they expire, or takes that back. Names those that it failed for. */
export const toOnDemand = defineOperation({
  name: 'toOnDemand',
  group: 'resources',
  method: 'POST',
  path: '/v2/orders/subscriptions/resources/to-on-demand',
  quota: 10,
  readOnly: false,
  request: (input: ToOnDemandInput) => ({ body: { ...input } }),
  response: responseSchema,
});
