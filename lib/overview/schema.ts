import { z } from 'zod';
import { unpublishedShape } from '@/lib/bills/schema';
import { accountRefSchema, cycleStateSchema, freshnessShape, moneySchema, unprovenShape } from '@/lib/dto';

/** One service over the twelve months, in one currency. `slot` is its colour in every chart: 1 to 8, or null for "others". */
const serviceSchema = z.object({
  serviceTypeCode: z.string(),
  serviceTypeName: z.string(),
  slot: z.int().nullable(),
  amount: moneySchema.describe('the open cycle so far'),
  before: moneySchema.describe('what it is compared with: see comparison'),
  changePerMille: z.int().nullable(),
});
export type OverviewService = z.infer<typeof serviceSchema>;

const monthSchema = z.object({
  cycle: z.string(),
  state: cycleStateSchema,
  total: moneySchema,
  byService: z
    .array(z.object({ serviceTypeCode: z.string(), amount: moneySchema }))
    .describe('the services that have a colour, largest first; the rest is in total'),
});

/** Everything in one currency: two currencies are never added. */
export const overviewCurrencySchema = z.object({
  currency: z.string(),
  monthToDate: moneySchema,
  lastMonth: moneySchema.describe('what the open cycle is compared with: see comparison'),
  changePerMille: z.int().nullable().describe('null as well while the ledger lacks part of what is compared'),
  months: z.array(monthSchema).describe('twelve cycles, oldest first'),
  services: z.array(serviceSchema).describe('the largest over the twelve months, at most eight, largest first'),
  others: z
    .object({
      count: z.int().describe('of those that cost something in the open cycle'),
      amount: moneySchema,
      before: moneySchema,
      changePerMille: z.int().nullable(),
    })
    .nullable()
    .describe('all further services together'),
  movers: z.array(serviceSchema).describe('largest absolute change first'),
  balance: moneySchema.nullable().describe('cash and credit that can be spent now; null when it could not be read'),
});
export type OverviewCurrency = z.infer<typeof overviewCurrencySchema>;

/** A part of the page that an account did not answer. The rest of the page stands. */
const failureSchema = z.object({
  part: z.enum(['balance', 'orders', 'resources']),
  account: accountRefSchema,
  code: z.string(),
  detail: z.string(),
});
export type OverviewFailure = z.infer<typeof failureSchema>;

export const overviewSchema = z
  .object({
    cycle: z.string(),
    previousCycle: z.string(),
    comparison: z
      .enum(['same-days', 'whole-months'])
      .describe('the open cycle so far against the same days of the month before, or against the whole of it'),
    comparedThrough: z.string().nullable().describe('last bill date, GMT+8, of the month before that is compared'),
    currencies: z.array(overviewCurrencySchema),
    waiting: z.object({
      count: z.int(),
      counts: z.record(z.string(), z.int()).describe('orders per status 1, 6 and 9'),
      totals: z.array(moneySchema).describe('one per currency over all waiting orders'),
      orders: z
        .array(
          z.object({
            orderId: z.string(),
            account: accountRefSchema,
            status: z.int().nullable(),
            serviceTypeName: z.string().nullable(),
            createTime: z.string().nullable(),
            amountAfterDiscount: moneySchema.nullable(),
          }),
        )
        .describe('the five newest'),
    }),
    expiring: z.object({
      count: z.int().describe('primary resources in use that expire within 30 days'),
      resources: z
        .array(
          z.object({
            resourceId: z.string().nullable(),
            resourceName: z.string().nullable(),
            account: accountRefSchema,
            serviceTypeName: z.string().nullable(),
            expireTime: z.string().nullable(),
            expirePolicy: z.int().nullable(),
            daysLeft: z.int().describe('calendar days in UTC: 0 today, 1 tomorrow'),
          }),
        )
        .describe('the five that expire first'),
    }),
    cycles: z.array(
      z.object({ cycle: z.string(), state: cycleStateSchema, finalAt: z.string(), totals: z.array(moneySchema) }),
    ),
    failed: z.array(failureSchema),
    ...unpublishedShape,
    ...unprovenShape,
    ...freshnessShape,
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof overviewSchema>;
