import { z } from 'zod';
import { accountRefSchema, cycleStateSchema, moneySchema } from '@/lib/dto';

const problemShape = {
  code: z.string(),
  detail: z.string().describe('in words, English'),
  since: z.string().describe('ISO instant of the first failure in a row'),
  retryAt: z.string().nullable().describe('ISO instant; not tried before'),
};

export const differenceSchema = z
  .object({
    view: z.enum(['usage', 'expenditures']),
    amount: z.enum(['payable', 'official']),
    currency: z.string(),
    lines: z.string().describe('sum of the lines, exact'),
    summary: z.string().describe('sum of the summary, exact'),
    difference: z.string().describe('lines less summary'),
  })
  .meta({ id: 'SyncDifference' });

export const syncCycleSchema = z
  .object({
    account: accountRefSchema,
    cycle: z.string(),
    state: cycleStateSchema,
    status: z.enum(['synced', 'syncing', 'waiting', 'attention']),
    rows: z
      .object({ usage: z.int(), expenditures: z.int(), summary: z.int() })
      .nullable()
      .describe('of the published version; null when nothing was published yet'),
    version: z.int().nullable(),
    whole: z.boolean().describe('false while lines of the version are damaged or gone: no sum has any of them'),
    previous: z.int().nullable().describe('the version that it replaced'),
    asOf: z.string().nullable().describe('business instant to which the published figures belong'),
    lastSync: z.string().nullable().describe('business instant at which they were last found right'),
    hash: z.string().nullable().describe('SHA-256 of the published version'),
    readable: z.boolean().describe('whether the upstream still keeps it, so that it can be read again'),
    progress: z
      .object({
        pagesDone: z.int(),
        pagesTotal: z.int().nullable(),
        rowsDone: z.int(),
        rowsTotal: z.int().nullable(),
      })
      .nullable(),
    error: z.object({ ...problemShape, failures: z.int() }).nullable(),
    differences: z
      .array(differenceSchema)
      .describe('what lines and summary differ by, until a day after the end of the cycle'),
    verified: z
      .object({
        version: z.int(),
        at: z.string(),
        stored: z.enum(['ok', 'damaged']),
        upstream: z.enum(['same', 'changed', 'unknown']),
      })
      .nullable(),
    asked: z
      .enum(['sync', 'verify'])
      .nullable()
      .describe('what somebody asked for and was not done yet; sync where both were'),
  })
  .meta({ id: 'SyncCycle' });
export type SyncCycle = z.infer<typeof syncCycleSchema>;

export const syncAccountSchema = z
  .object({
    account: accountRefSchema,
    cyclesDone: z.int(),
    cyclesTotal: z.int(),
    lines: z.int().describe('published usage and expenditure lines'),
    waiting: z.int().describe('cycles that still have to be read'),
    attention: z.int(),
    linesPerSecond: z.int(),
    secondsLeft: z.int().nullable().describe('estimate; null when it cannot be said'),
    restSeconds: z.int().describe('for how long the upstream asked for no calls, at most; 0 when it did not'),
    failing: z.object(problemShape).nullable(),
  })
  .meta({ id: 'SyncAccount' });
export type SyncAccount = z.infer<typeof syncAccountSchema>;

export const syncOverviewSchema = z.object({
  asOf: z.string().describe('business instant of the answer'),
  running: z.boolean().describe('whether this portal syncs by itself'),
  ledger: z.object({
    state: z.enum(['starting', 'ready', 'down']),
    since: z.string().describe("ISO instant of the machine's clock"),
  }),
  accounts: z.array(syncAccountSchema),
  items: z.array(syncCycleSchema),
  total: z.int(),
});
export type SyncOverview = z.infer<typeof syncOverviewSchema>;

export const syncRequestSchema = z.strictObject({
  action: z.enum(['sync', 'verify']),
  account: z.string().max(64).optional().describe('domain ID; all accounts when absent'),
  cycle: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, such as 2026-10')
    .optional()
    .describe('all that may have changed when absent'),
});
export type SyncRequest = z.output<typeof syncRequestSchema>;

export const syncAcceptedSchema = z.object({ action: z.enum(['sync', 'verify']), cycles: z.int() });
export type SyncAccepted = z.infer<typeof syncAcceptedSchema>;

const changeKind = z.enum(['added', 'removed', 'changed']);
const view = z.enum(['usage', 'expenditures']);

export const syncChangesSchema = z.object({
  account: accountRefSchema,
  cycle: z.string(),
  from: z.object({ version: z.int(), asOf: z.string() }),
  to: z.object({ version: z.int(), asOf: z.string() }),
  totals: z.array(
    z.object({
      view,
      kind: changeKind,
      lines: z.int(),
      before: moneySchema,
      after: moneySchema,
      difference: moneySchema,
    }),
  ),
  items: z.array(
    z.object({
      view,
      kind: changeKind,
      billDate: z.string(),
      serviceType: z.string(),
      serviceTypeName: z.string(),
      resourceId: z.string(),
      resourceName: z.string(),
      billType: z.int().nullable(),
      chargeMode: z.int().nullable(),
      before: moneySchema,
      after: moneySchema,
    }),
  ),
  total: z.int().describe('changed lines; items holds the largest 200'),
});
export type SyncChanges = z.infer<typeof syncChangesSchema>;
