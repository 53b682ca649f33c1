import { z } from 'zod';
import { accountRefSchema, cycleStateSchema, freshnessShape, moneySchema } from '@/lib/dto';

/** One service over the twelve months, in one currency. `slot` is its colour in every chart: 1 to 8, or null for "others". */
const serviceSchema = z.object({
  serviceTypeCode: z.string(),
  serviceTypeName: z.string(),
  slot: z.int().nullable(),
  amount: moneySchema.describe('the open cycle so far'),
  before: moneySchema.describe('the whole cycle before it'),
  changePerMille: z.int().nullable(),
});

const monthSchema = z.object({
  cycle: z.string(),
  state: cycleStateSchema,
  total: moneySchema,
  byService: z
    .array(z.object({ serviceTypeCode: z.string(), amount: moneySchema }))
    .describe('largest first; the rest is in total'),
});

/** Everything in one currency: two currencies are never added. */
export const overviewCurrencySchema = z.object({
  currency: z.string(),
  monthToDate: moneySchema,
  lastMonth: moneySchema,
  changePerMille: z.int().nullable(),
  months: z.array(monthSchema).describe('twelve cycles, oldest first'),
  services: z.array(serviceSchema),
  movers: z.array(serviceSchema).describe('largest absolute change first'),
  balance: moneySchema.nullable().describe('cash and credit that can be spent now'),
});
export type OverviewCurrency = z.infer<typeof overviewCurrencySchema>;

export const overviewSchema = z
  .object({
    cycle: z.string(),
    previousCycle: z.string(),
    comparison: z.literal('whole-months').describe('the open cycle so far against the whole month before'),
    currencies: z.array(overviewCurrencySchema),
    waiting: z.object({
      count: z.int(),
      counts: z.record(z.string(), z.int()),
      totals: z.array(moneySchema),
      orders: z.array(
        z.object({
          orderId: z.string(),
          account: accountRefSchema,
          status: z.int().nullable(),
          serviceTypeName: z.string().nullable(),
          createTime: z.string().nullable(),
          amountAfterDiscount: moneySchema.nullable(),
        }),
      ),
    }),
    expiring: z.object({
      count: z.int().describe('primary resources in use that expire within 30 days'),
      resources: z.array(
        z.object({
          resourceId: z.string().nullable(),
          resourceName: z.string().nullable(),
          account: accountRefSchema,
          serviceTypeName: z.string().nullable(),
          expireTime: z.string().nullable(),
          expirePolicy: z.int().nullable(),
          daysLeft: z.int(),
        }),
      ),
    }),
    cycles: z.array(
      z.object({ cycle: z.string(), state: cycleStateSchema, finalAt: z.string(), totals: z.array(moneySchema) }),
    ),
    ...freshnessShape,
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof overviewSchema>;
