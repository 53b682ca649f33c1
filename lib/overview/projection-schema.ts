import { z } from 'zod';
import { moneySchema } from '@/lib/dto';

const projectedSchema = z.object({
  currency: z.string(),
  estimate: moneySchema.describe('soFar + rate + subscriptions'),
  low: moneySchema.describe('estimate with the lowest deviation of the tested months'),
  high: moneySchema,
  soFar: moneySchema.describe('charged until `through`'),
  rate: moneySchema.describe('everything else on the days left: the last 28 whole days by weekday'),
  subscriptions: moneySchema.describe(
    'yearly/monthly charges, tax and monthly fees (bill types 14, 15, 17, 18, 103) of the same days of the month before',
  ),
  tests: z
    .array(z.object({ cycle: z.string(), offPerMille: z.int() }))
    .describe('how far the month came out above (or, negative, below) what the method said with as many days left'),
});
export type ProjectedCurrency = z.infer<typeof projectedSchema>;

export const projectionSchema = z
  .object({
    cycle: z.string(),
    previousCycle: z.string(),
    through: z.string().nullable().describe('last whole day that the ledger has, GMT+8'),
    daysLeft: z.int(),
    items: z.array(projectedSchema).describe('currencies of which enough is known'),
  })
  .meta({ id: 'Projection' });
export type ProjectionAnswer = z.infer<typeof projectionSchema>;
