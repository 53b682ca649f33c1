import { z } from 'zod';
import { accountRefSchema, cycleStateSchema, unprovenShape } from '@/lib/dto';
import { dimensions, measures, steps } from './words';

const valueText = z.string().describe('exact decimal text in the unit of the block');
const spanSchema = z.object({ from: z.string(), to: z.string() }).describe('days in GMT+8, both included');

const figuresShape = {
  total: valueText,
  before: valueText.nullable().describe('over the compared span; null when nothing is compared'),
  lines: z.int().describe('single charges behind it, in the span itself'),
  values: z.array(valueText).describe('one per step'),
};

const rowSchema = z.object({
  key: z.array(z.string()).describe('code per dimension of `by`; empty for lines that have none'),
  names: z.array(z.string()).describe("what the codes are called in the reader's language; empty for none"),
  ...figuresShape,
});
export type ExploreRow = z.infer<typeof rowSchema>;

const othersSchema = z.object({ count: z.int().describe('groups that are not rows, now or before'), ...figuresShape });

/** Figures that can be added: one currency and, for usage, one unit. */
const blockSchema = z.object({
  currency: z.string(),
  unit: z.int().nullable().describe('measure_id of the upstream, for usage'),
  ...figuresShape,
  rows: z
    .array(rowSchema)
    .describe('largest first, at most `top`; what is only in the compared span comes last, with no lines'),
  others: othersSchema.nullable().describe('total minus rows'),
  beforeValues: z
    .array(valueText.nullable())
    .nullable()
    .describe('over the compared span, beside each step; null where nothing stands beside it, or nothing is compared'),
});
export type ExploreBlock = z.infer<typeof blockSchema>;

const unpublishedSchema = z.object({ cycle: z.string(), accounts: z.array(accountRefSchema) });
export type Unpublished = z.infer<typeof unpublishedSchema>;

export const exploreSchema = z
  .object({
    measure: z.enum(measures),
    by: z.array(z.enum(dimensions)),
    step: z.enum(steps),
    steps: z.array(z.string()).describe('cycles or days, oldest first'),
    stepsBefore: z.array(z.string().nullable()).describe('what stands beside each step in the compared span'),
    span: spanSchema,
    compared: spanSchema.nullable().describe('whole days: a day that is not over is in neither span then'),
    blocks: z.array(blockSchema).describe('one per currency, and unit for usage'),
    filterNames: z
      .partialRecord(z.enum(dimensions), z.record(z.string(), z.string()))
      .describe("what the codes of the filters are called in the reader's language"),
    total: z.int().describe('rows over all blocks, others included: those of the file'),
    unpublished: z.array(unpublishedSchema).describe('cycles of the span that the ledger does not have: not counted'),
    unpublishedBefore: z.array(unpublishedSchema).describe('the same for the compared span'),
    ...unprovenShape,
    states: z.record(z.string(), cycleStateSchema).describe('state of each cycle in the answer'),
    asOf: z
      .string()
      .nullable()
      .describe(
        'ISO instant of the oldest part that may still change, or of the oldest when all is final; null when nothing is published',
      ),
    stale: z.boolean().describe('true when an account cannot be read at the moment'),
  })
  .meta({ id: 'Explore' });
export type Explore = z.infer<typeof exploreSchema>;

export const choicesSchema = z
  .object({
    items: z.array(z.object({ code: z.string(), name: z.string() })).describe('most lines first'),
    more: z.boolean().describe('there are others: narrow with q'),
  })
  .meta({ id: 'ExploreChoices' });
export type Choices = z.infer<typeof choicesSchema>;
