import { z } from 'zod';
import { accountRefSchema, moneySchema } from '@/lib/dto';
import { MAX_HOURS, MAX_MONTHS } from './filters';
import {
  DEFAULT_FACTOR,
  HOUR_MEASURE,
  isCode,
  MAX_INTEGER,
  MAX_LINES,
  MAX_QUANTITY,
  USAGE_PATTERN,
} from './line-codec';

const code = (max: number) =>
  z
    .string()
    .trim()
    .refine((text) => isCode(text, max), `not 1 to ${max} printable characters`);

/** One line of a quote: a product specification and how many of it (contract 2.a). */
export const quoteLineSchema = z
  .object({
    id: code(64).describe('chosen by the caller, unique in the request'),
    serviceTypeCode: code(64),
    resourceTypeCode: code(64),
    resourceSpec: code(400),
    region: code(64),
    availableZone: code(64).optional(),
    size: z.int().min(1).max(MAX_INTEGER).optional().describe('disk GB, bandwidth Mbps; for linear products'),
    sizeMeasureId: z.int().min(0).max(MAX_INTEGER).optional().describe('15 Mbps, 17 GB, 14 pieces; goes with size'),
    quantity: z.int().min(1).max(MAX_QUANTITY).default(1),
    usageFactor: code(400).default(DEFAULT_FACTOR),
    usageMeasureId: z.int().min(0).max(9999).default(HOUR_MEASURE),
    usagePerMonth: z
      .string()
      .regex(USAGE_PATTERN, 'not a plain decimal number of at most 9 digits and 6 decimals')
      .optional()
      .describe('usage a month in the unit of usageMeasureId; hoursPerMonth when absent, which only hours (4) can be'),
  })
  .strict()
  .refine((line) => (line.size === undefined) === (line.sizeMeasureId === undefined), {
    path: ['size'],
    error: 'size and sizeMeasureId go together',
  });
export type QuoteLine = z.input<typeof quoteLineSchema>;

/** What to price: the lines over `months`, paid by use, monthly and (for full years) yearly. */
export const quoteRequestSchema = z
  .object({
    account: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'not an account (domain) ID: 1 to 64 letters, digits, - and _')
      .optional()
      .describe('whose discounts apply; the first in scope when absent'),
    months: z.int().min(1).max(MAX_MONTHS).default(12),
    hoursPerMonth: z.int().min(1).max(MAX_HOURS).default(730),
    lines: z.array(quoteLineSchema).min(1).max(MAX_LINES),
  })
  .strict()
  .refine(({ lines }) => new Set(lines.map(({ id }) => id)).size === lines.length, {
    path: ['lines'],
    error: 'two lines have the same id',
  })
  .meta({ id: 'QuoteRequest' });
export type QuoteRequest = z.input<typeof quoteRequestSchema>;
/** With its defaults filled in. */
export type CheckedQuoteRequest = z.output<typeof quoteRequestSchema>;

const modeSchema = z.enum(['payPerUse', 'monthly', 'yearly']);

const modeAmountsSchema = z.object({
  officialAmount: moneySchema.describe('list price over the whole span'),
  discountAmount: moneySchema,
  amount: moneySchema.describe('what this account pays'),
});
export type ModeAmounts = z.infer<typeof modeAmountsSchema>;

const quotedLineSchema = z.object({
  id: z.string(),
  serviceTypeName: z.string().describe('in the language of the session; the code when we have no name'),
  productName: z.string(),
  regionName: z.string(),
  sizeUnit: z.string().nullable(),
  usageUnit: z.string().nullable(),
  unitPrice: moneySchema.nullable().describe('list price of one unit of usage (one hour) and one instance'),
  payPerUse: modeAmountsSchema.nullable(),
  monthly: modeAmountsSchema.nullable(),
  yearly: modeAmountsSchema.nullable().describe('null when the span is not a whole number of years'),
  problems: z
    .array(
      z.object({
        mode: modeSchema,
        code: z.string().describe('of Huawei Cloud (CBC.99006006), or usage_required, no_price'),
        detail: z.string(),
      }),
    )
    .describe('why a mode has no price'),
});
export type QuotedLine = z.infer<typeof quotedLineSchema>;

const discountSchema = z.object({
  discountId: z.string().nullable(),
  discountType: z.int().nullable(),
  discountName: z.string().nullable(),
  discountAmount: moneySchema,
  amount: moneySchema.describe('what the priced lines cost with this discount'),
  bestOffer: z.boolean().describe('the one that the amounts of the mode are with'),
});
export type QuotedDiscount = z.infer<typeof discountSchema>;

const modeTotalsSchema = modeAmountsSchema.extend({
  discounts: z.array(discountSchema),
  complete: z.boolean().describe('false when a line has no price in this mode, so the total is not comparable'),
});
export type ModeTotals = z.infer<typeof modeTotalsSchema>;

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
    asOf: z.string().describe('ISO instant of the oldest part'),
    stale: z.boolean().describe('true when the upstream could not be asked and an earlier answer is shown'),
  })
  .meta({ id: 'Quote' });
export type Quote = z.infer<typeof quoteSchema>;

const productSchema = z.object({
  resourceTypeCode: z.string(),
  resourceSpec: z.string(),
  name: z.string(),
  group: z.string().nullable(),
  size: z
    .object({ measureId: z.int(), unit: z.string(), min: z.int(), max: z.int(), default: z.int() })
    .nullable()
    .describe('for what is sold by size'),
  usageFactor: z.string(),
  usageMeasureId: z.int().nullable(),
  usageUnit: z.string().nullable().describe('null when the usage is hours'),
  modes: z.array(modeSchema),
});

/** What a person can choose without knowing codes, in the language of the session. Prices are only in quotes. */
export const productListSchema = z
  .object({
    site: z.enum(['intl', 'cn', 'eu']),
    regions: z.array(z.object({ code: z.string(), name: z.string() })),
    services: z.array(z.object({ code: z.string(), name: z.string(), products: z.array(productSchema) })),
  })
  .meta({ id: 'ProductList' });
export type ProductList = z.infer<typeof productListSchema>;
export type Product = ProductList['services'][number]['products'][number];
