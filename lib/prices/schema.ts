import { z } from 'zod';
import { accountRefSchema, moneySchema } from '@/lib/dto';

const code = (max: number) => z.string().trim().min(1).max(max);

/** One line of a quote: a product specification and how many of it (contract 2.a). */
export const quoteLineSchema = z
  .object({
    id: code(64).describe('chosen by the caller, unique in the request'),
    serviceTypeCode: code(64),
    resourceTypeCode: code(64),
    resourceSpec: code(400),
    region: code(64),
    availableZone: z.string().trim().max(64).optional(),
    size: z.int().min(1).max(214_783_647).optional().describe('disk GB, bandwidth Mbps; for linear products'),
    sizeMeasureId: z.int().min(0).max(214_783_647).optional(),
    quantity: z.int().min(1).max(10_000).default(1),
    usageFactor: code(400).default('Duration'),
    usageMeasureId: z.int().min(0).max(9999).default(4),
    usagePerMonth: z
      .string()
      .regex(/^\d{1,12}(\.\d{1,8})?$/, 'not a plain decimal number')
      .optional()
      .describe('usage a month in the unit of usageMeasureId (GB of traffic); hoursPerMonth when absent'),
  })
  .strict();
export type QuoteLine = z.input<typeof quoteLineSchema>;

/** What to price: the lines over `months`, paid by use, monthly and (for full years) yearly. */
export const quoteRequestSchema = z
  .object({
    account: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .optional()
      .describe('whose discounts apply; the first in scope when absent'),
    months: z.int().min(1).max(36).default(12),
    hoursPerMonth: z.int().min(1).max(744).default(730),
    lines: z.array(quoteLineSchema).min(1).max(50),
  })
  .strict()
  .meta({ id: 'QuoteRequest' });
export type QuoteRequest = z.input<typeof quoteRequestSchema>;

const modeAmountsSchema = z.object({
  officialAmount: moneySchema.describe('list price over the whole span'),
  discountAmount: moneySchema,
  amount: moneySchema.describe('what this account pays'),
});

const quotedLineSchema = z.object({
  id: z.string(),
  unitPrice: moneySchema.nullable().describe('list price of one unit of usage (one hour) and one instance'),
  payPerUse: modeAmountsSchema.nullable(),
  monthly: modeAmountsSchema.nullable(),
  yearly: modeAmountsSchema.nullable().describe('null when the span is not a whole number of years'),
  problems: z.array(
    z.object({ mode: z.enum(['payPerUse', 'monthly', 'yearly']), code: z.string(), detail: z.string() }),
  ),
});

const modeTotalsSchema = modeAmountsSchema.extend({
  discounts: z.array(
    z.object({
      discountId: z.string().nullable(),
      discountType: z.int().nullable(),
      discountName: z.string().nullable(),
      discountAmount: moneySchema,
      amount: moneySchema,
      bestOffer: z.boolean(),
    }),
  ),
  complete: z.boolean().describe('false when a line has no price in this mode, so the total is not comparable'),
});

/** The upstream's own rating, side by side. Monthly and pay-per-use are priced for one month and multiplied exactly. */
export const quoteSchema = z
  .object({
    account: accountRefSchema,
    currency: z.string(),
    months: z.int(),
    hoursPerMonth: z.int(),
    lines: z.array(quotedLineSchema),
    totals: z.object({
      payPerUse: modeTotalsSchema,
      monthly: modeTotalsSchema,
      yearly: modeTotalsSchema.nullable(),
    }),
    asOf: z.string(),
  })
  .meta({ id: 'Quote' });
export type Quote = z.infer<typeof quoteSchema>;
export type ModeTotals = z.infer<typeof modeTotalsSchema>;
