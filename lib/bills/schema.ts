import { z } from 'zod';
import {
  accountRefSchema,
  cursorShape,
  cycleStateSchema,
  freshnessShape,
  moneySchema,
  pageShape,
  unprovenShape,
} from '@/lib/dto';

const statesSchema = z.record(z.string(), cycleStateSchema).describe('state of each cycle in the answer');
const amountText = z.string().describe('exact decimal text in the currency of the entry');

/** A row that breaks the identity of its view is shown with the difference, never hidden (contract 2.e to 2.g). */
const offBySchema = moneySchema
  .nullable()
  .describe('difference by which the row breaks its identity; null when it holds');

/** What the filters can be set to: everything that occurs in the period, whatever else is filtered. */
const namedSchema = z.array(z.object({ code: z.string(), name: z.string() }));
const choicesSchema = z.object({
  services: namedSchema,
  resourceTypes: namedSchema,
  regions: namedSchema,
  projects: z.array(z.object({ id: z.string(), name: z.string() })),
  tagKeys: z.array(z.string()),
});

/** A cycle of an account that the ledger does not have: no figure of the answer has it in. */
const unpublishedSchema = z
  .object({
    account: accountRefSchema,
    cycle: z.string(),
    reason: z
      .enum(['loading', 'attention', 'gone', 'lost'])
      .describe(
        'attention: reading it failed; loading: its turn comes; gone: older than the upstream keeps, and never read; ' +
          'lost: older than the upstream keeps, and lines that were read are damaged or gone: only a backup has them',
      ),
    detail: z.string().nullable(),
  })
  .meta({ id: 'UnpublishedCycle' });
export type Unpublished = z.infer<typeof unpublishedSchema>;
export const unpublishedShape = { unpublished: z.array(unpublishedSchema) };

const payments = {
  cashAmount: moneySchema,
  creditAmount: moneySchema,
  couponAmount: moneySchema,
  flexipurchaseCouponAmount: moneySchema,
  debtAmount: moneySchema,
};

/** One row of monthly-sum: service × resource type × billing mode × bill type of an account and cycle. */
export const summaryRowSchema = z
  .object({
    id: z.string().describe('position in the answer: account, cycle, offset'),
    account: accountRefSchema,
    accountName: z.string().nullable().describe('login name of the consuming account'),
    customerId: z.string().nullable(),
    cycle: z.string(),
    serviceTypeCode: z.string().nullable(),
    serviceTypeName: z.string().nullable(),
    resourceTypeCode: z.string().nullable(),
    resourceTypeName: z.string().nullable(),
    chargingMode: z.int().nullable(),
    billType: z.int().nullable(),
    officialAmount: moneySchema,
    officialDiscountAmount: moneySchema,
    truncatedAmount: moneySchema,
    consumeAmount: moneySchema,
    ...payments,
    storedValueCardAmount: moneySchema,
    writeoffAmount: moneySchema,
    offBy: offBySchema,
  })
  .meta({ id: 'SummaryRow' });
export type SummaryRow = z.infer<typeof summaryRowSchema>;

export const summaryTotalsSchema = z.object({
  currency: z.string(),
  officialAmount: amountText,
  discountAmount: amountText.describe(
    'the upstream calls it officialDiscountAmount here and discountAmount in the lines',
  ),
  truncatedAmount: amountText,
  consumeAmount: amountText,
  cashAmount: amountText,
  creditAmount: amountText,
  couponAmount: amountText,
  flexipurchaseCouponAmount: amountText,
  storedValueCardAmount: amountText,
  debtAmount: amountText,
  writeoffAmount: amountText,
});
export type SummaryTotals = z.infer<typeof summaryTotalsSchema>;

export const summaryListSchema = z
  .object({
    items: z.array(summaryRowSchema),
    ...pageShape,
    totals: z.array(summaryTotalsSchema).describe('one per currency over everything filtered'),
    upstreamTotals: z
      .array(z.object({ currency: z.string(), consumeAmount: amountText }))
      .nullable()
      .describe("the upstream's own total over the same rows; null when filters apply that it does not know"),
    offByRows: z.int().describe('rows that break the identity'),
    states: statesSchema,
    choices: choicesSchema.pick({ services: true }),
    madeFrom: z
      .enum(['summary', 'lines'])
      .describe(
        'lines: rows of one project, which the upstream does not give; made from usage lines, nothing truncated',
      ),
    ...unpublishedShape,
    ...unprovenShape,
    ...freshnessShape,
  })
  .meta({ id: 'BillSummary' });
export type BillChoices = z.infer<typeof choicesSchema>;
export type SummaryList = z.infer<typeof summaryListSchema>;

const lineShape = {
  id: z.string().describe('position in the answer: account, cycle, offset'),
  account: accountRefSchema,
  accountName: z.string().nullable().describe('login name of the consuming account'),
  customerId: z.string().nullable(),
  cycle: z.string(),
  billDate: z.string().nullable().describe('YYYY-MM-DD, GMT+8'),
  billType: z.int().nullable(),
  chargeMode: z.int().nullable(),
  region: z.string().nullable(),
  regionName: z.string().nullable(),
  serviceTypeCode: z.string().nullable(),
  serviceTypeName: z.string().nullable(),
  resourceTypeCode: z.string().nullable(),
  resourceTypeName: z.string().nullable(),
  resourceId: z.string().nullable(),
  resourceName: z.string().nullable(),
  resourceTag: z.string().nullable(),
  skuCode: z.string().nullable(),
  productSpecDesc: z.string().nullable(),
  enterpriseProjectId: z.string().nullable(),
  enterpriseProjectName: z.string().nullable(),
  tradeId: z.string().nullable(),
  periodType: z.int().nullable(),
  periodNum: z.string().nullable().describe('exact decimal text'),
  officialAmount: moneySchema,
  discountAmount: moneySchema,
  ...payments,
  storedCardAmount: moneySchema,
  bonusAmount: moneySchema,
  adjustmentAmount: moneySchema,
  offBy: offBySchema,
};

const lineTotalsShape = {
  currency: z.string(),
  officialAmount: amountText,
  discountAmount: amountText,
  cashAmount: amountText,
  creditAmount: amountText,
  couponAmount: amountText,
  flexipurchaseCouponAmount: amountText,
  storedCardAmount: amountText,
  bonusAmount: amountText,
  debtAmount: amountText,
  adjustmentAmount: amountText,
};

/** One line of res-records: a resource on a day. Amounts up to 8 decimals. */
export const usageLineSchema = z
  .object({
    ...lineShape,
    consumeAmount: moneySchema,
    preOrderId: z.string().nullable(),
    parentResourceId: z.string().nullable(),
    rootResourceId: z.string().nullable(),
    payerAccountId: z.string().nullable(),
    azCodes: z.string().nullable().describe('availability zones, comma-joined'),
  })
  .meta({ id: 'UsageLine' });
export type UsageLine = z.infer<typeof usageLineSchema>;

export const usageListSchema = z
  .object({
    items: z.array(usageLineSchema),
    ...cursorShape,
    start: z.int().describe('matching lines before the first item'),
    totals: z.array(z.object({ ...lineTotalsShape, consumeAmount: amountText })),
    offByRows: z.int().describe('rows that break the identity'),
    states: statesSchema,
    choices: choicesSchema,
    ...unpublishedShape,
    ...unprovenShape,
    ...freshnessShape,
  })
  .meta({ id: 'UsageList' });
export type UsageList = z.infer<typeof usageListSchema>;

/** One line of res-fee-records: a single charge. `effectiveTime`, `expireTime`, `tradeTime`, `consumeTime` are UTC. */
export const expenditureLineSchema = z
  .object({
    ...lineShape,
    amount: moneySchema,
    effectiveTime: z.string().nullable(),
    expireTime: z.string().nullable(),
    tradeTime: z.string().nullable(),
    consumeTime: z.string().nullable(),
    recordId: z.string().nullable(),
    orderId: z.string().nullable(),
    relativeOrderId: z.string().nullable(),
    productId: z.string().nullable(),
    productName: z.string().nullable(),
    specSize: z.string().nullable().describe('exact decimal text'),
    specSizeMeasureId: z.int().nullable(),
    usageType: z.string().nullable(),
    usage: z.string().nullable().describe('exact decimal text'),
    usageMeasureId: z.int().nullable(),
    freeResourceUsage: z.string().nullable(),
    freeResourceMeasureId: z.int().nullable(),
    riUsage: z.string().nullable(),
    riUsageMeasureId: z.int().nullable(),
    unitPrice: z.string().nullable(),
    unit: z.string().nullable(),
    formula: z.string().nullable(),
  })
  .meta({ id: 'ExpenditureLine' });
export type ExpenditureLine = z.infer<typeof expenditureLineSchema>;

export const expenditureListSchema = z
  .object({
    items: z.array(expenditureLineSchema),
    ...cursorShape,
    start: z.int().describe('matching lines before the first item'),
    totals: z.array(z.object({ ...lineTotalsShape, amount: amountText })),
    offByRows: z.int().describe('rows that break the identity'),
    states: statesSchema,
    choices: choicesSchema,
    ...unpublishedShape,
    ...unprovenShape,
    ...freshnessShape,
  })
  .meta({ id: 'ExpenditureList' });
export type ExpenditureList = z.infer<typeof expenditureListSchema>;
