import { z } from 'zod';

/** Building blocks of every answer: JSON all the way, decimal text, `YYYY-MM`, ISO instants. */
export const moneySchema = z
  .object({
    amount: z.string().describe('exact decimal text, at least 8 decimals'),
    currency: z.string().describe('ISO 4217'),
  })
  .meta({ id: 'Money' });

export const accountRefSchema = z
  .object({ domainId: z.string(), name: z.string() })
  .meta({ id: 'AccountRef', description: 'The connected account (domain) that the item belongs to' });

/** An account whose upstream did not answer: what is shown is complete but for it. */
export const missingAccountSchema = accountRefSchema
  .extend({ code: z.string(), detail: z.string() })
  .meta({ id: 'MissingAccount' });
export type MissingAccount = z.infer<typeof missingAccountSchema>;

export const cycleStateSchema = z.enum(['open', 'closing', 'final', 'restated']);

/** A cycle whose newest reading could not be believed: its figures are those of an earlier one, which could. */
const unprovenSchema = z
  .object({ account: accountRefSchema, cycle: z.string(), detail: z.string().describe('why, English') })
  .meta({ id: 'UnprovenCycle' });
export type Unproven = z.infer<typeof unprovenSchema>;
export const unprovenShape = {
  unproven: z
    .array(unprovenSchema)
    .describe('cycles whose newest reading could not be believed: an earlier one is shown'),
};

/** When the figures were read (of what may still change the oldest part counts) and whether the upstream could not be asked again since. */
export const freshnessShape = {
  asOf: z.string().describe('ISO instant of the oldest part that may still change, or of the oldest when all is final'),
  stale: z.boolean().describe('true when the upstream could not be read and an earlier answer is shown'),
  missing: z.array(missingAccountSchema),
};

export interface Freshness {
  asOf: string;
  stale: boolean;
  missing: MissingAccount[];
}

export const pageShape = {
  total: z.int().describe('matching items, independent of paging'),
  page: z.int(),
  pageSize: z.int(),
};

export const cursorShape = {
  total: z.int().describe('matching lines, independent of paging'),
  nextCursor: z.string().nullable(),
  prevCursor: z.string().nullable(),
  edition: z
    .string()
    .describe('another one when a month was read anew: pages are of one instant when all have the same edition'),
};
