import 'server-only';

import type { BssAccount } from '@/lib/bss/account.server';
import type { OnDemandProduct, OnDemandRating } from '@/lib/bss/operations/rate-on-demand';
import type { PeriodProduct, PeriodRating } from '@/lib/bss/operations/rate-period';
import { AppError } from '@/lib/http/errors';
import type { Decimal } from '@/lib/money';
import { HOUR_MEASURE } from './line-codec';
import { type LineRating, takenOff } from './mode-rating';
import type { CheckedQuoteRequest } from './schema';

export type CheckedLine = CheckedQuoteRequest['lines'][number];

export interface LineProblem {
  id: string;
  code: string;
  detail: string;
}

/** What the upstream said of each line; JSON, so that it can be kept for a while. */
export interface RatedLines {
  currency: string | null;
  ratings: [string, LineRating][];
  /** List price of one unit of usage and one instance, by line. */
  unitPrices: [string, Decimal][];
  problems: LineProblem[];
}

export interface CallContext {
  bss: Pick<BssAccount, 'ratePeriod' | 'rateOnDemand'>;
  projectId: string;
  signal?: AbortSignal;
  language: 'en_US' | 'zh_CN';
}

/**
 * Refusals that are about a product and not about us (contract 2.a.1, 2.a.2); a parameter error is one as well, as
 * the service answers so when a product that is sold by size comes without one.
 */
const aboutProducts: ReadonlySet<string> = new Set([
  'CBC.0100',
  'CBC.6006',
  'CBC.99006006',
  'CBC.99006050',
  'CBC.99006055',
  'CBC.99006074',
]);

/** Yearly/monthly prices of the lines for `count` periods of a kind: one call, unless a line is refused. */
export function ratePeriodLines(
  call: CallContext,
  lines: readonly CheckedLine[],
  period: { type: 2 | 3; count: number },
): Promise<RatedLines> {
  return rateOrHalve(lines, async (some) => {
    const product_infos = some.map(
      (line, index): PeriodProduct => ({
        ...productOf(line, `p${index}`),
        period_type: period.type,
        period_num: period.count,
      }),
    );
    const { projectId: project_id, signal, language } = call;
    return readPeriod(await call.bss.ratePeriod({ project_id, product_infos }, { signal, language }), some);
  });
}

/** Pay-per-use prices of one month of use, and of one unit of usage: one call, unless a line is refused. */
export async function rateUsageLines(
  call: CallContext,
  lines: readonly CheckedLine[],
  hoursPerMonth: number,
): Promise<RatedLines> {
  const measurable = lines.filter((line) => line.usagePerMonth !== undefined || line.usageMeasureId === HOUR_MEASURE);
  const rated = await rateOrHalve(measurable, async (some) => {
    const product_infos = some.flatMap((line, index): OnDemandProduct[] => {
      const usage = { usage_factor: line.usageFactor, usage_measure_id: line.usageMeasureId };
      const month = { ...productOf(line, `p${index}`), ...usage };
      return [
        // At most 15 digits: a JSON number writes them as they were typed.
        { ...month, usage_value: Number(line.usagePerMonth ?? hoursPerMonth) },
        { ...month, id: `u${index}`, usage_value: 1, subscription_num: 1 },
      ];
    });
    const { projectId: project_id, signal, language } = call;
    const input = { project_id, inquiry_precision: 1 as const, product_infos };
    return readUsage(await call.bss.rateOnDemand(input, { signal, language }), some);
  });
  const unmeasured = lines.filter((line) => !measurable.includes(line));
  const detail = 'A usage a month is needed: this product is not paid by the hour.';
  return {
    ...rated,
    problems: [...rated.problems, ...unmeasured.map(({ id }) => ({ id, code: 'usage_required', detail }))],
  };
}

function productOf(line: CheckedLine, id: string) {
  return {
    id,
    cloud_service_type: line.serviceTypeCode,
    resource_type: line.resourceTypeCode,
    resource_spec: line.resourceSpec,
    region: line.region,
    available_zone: line.availableZone,
    resource_size: line.size,
    size_measure_id: line.sizeMeasureId,
    subscription_num: line.quantity,
  };
}

type Rate = (lines: readonly CheckedLine[]) => Promise<RatedLines>;

/** One refused product refuses the whole call, so the lines are halved until it stands alone. */
async function rateOrHalve(lines: readonly CheckedLine[], rate: Rate): Promise<RatedLines> {
  const [first] = lines;
  if (!first) return { currency: null, ratings: [], unitPrices: [], problems: [] };
  try {
    return await rate(lines);
  } catch (error) {
    const code = error instanceof AppError && error.code === 'upstream_refused' ? error.upstreamCode : undefined;
    if (!(error instanceof AppError) || code === undefined || !aboutProducts.has(code)) throw error;
    if (lines.length === 1) {
      return { currency: null, ratings: [], unitPrices: [], problems: [{ id: first.id, code, detail: error.message }] };
    }
    const middle = Math.ceil(lines.length / 2);
    const [left, right] = await Promise.all([
      rateOrHalve(lines.slice(0, middle), rate),
      rateOrHalve(lines.slice(middle), rate),
    ]);
    return {
      currency: left.currency ?? right.currency,
      ratings: [...left.ratings, ...right.ratings],
      unitPrices: [...left.unitPrices, ...right.unitPrices],
      problems: [...left.problems, ...right.problems],
    };
  }
}

function readPeriod(answer: PeriodRating, lines: readonly CheckedLine[]): RatedLines {
  const listed = new Map(
    answer.official_website_rating_result?.product_rating_results.map((row) => [row.id, row.official_website_amount]),
  );
  return collect(answer.currency, lines, (id) => {
    const official = listed.get(id) ?? null;
    if (official === null) return null;
    const discounts = answer.optional_discount_rating_results.flatMap((discount) => {
      const row = discount.product_rating_results.find((product) => product.id === id);
      if (!row || row.amount === null) return [];
      return {
        id: discount.discount_id,
        type: discount.discount_type,
        name: discount.discount_name,
        amount: row.amount,
        discountAmount: row.discount_amount ?? takenOff(official, row.amount),
        best: discount.best_offer === 1,
      };
    });
    return { official, own: null, discounts };
  });
}

function readUsage(answer: OnDemandRating, lines: readonly CheckedLine[]): RatedLines {
  const rows = new Map(answer.product_rating_results.map((row) => [row.id, row]));
  const rated = collect(answer.currency, lines, (id) => {
    const row = rows.get(id);
    if (!row || row.official_website_amount === null) return null;
    const official = row.official_website_amount;
    const amount = row.amount ?? official;
    return {
      official,
      own: { amount, discountAmount: row.discount_amount ?? takenOff(official, amount) },
      discounts: row.discount_rating_results.flatMap((discount) =>
        discount.amount === null
          ? []
          : {
              id: discount.discount_id,
              type: discount.discount_type,
              name: discount.discount_name,
              amount: discount.amount,
              discountAmount: takenOff(official, discount.amount),
              best: false,
            },
      ),
    };
  });
  const unitPrices = lines.flatMap((line, index): [string, Decimal][] => {
    const unit = rows.get(`u${index}`)?.official_website_amount ?? null;
    return unit === null ? [] : [[line.id, unit]];
  });
  return { ...rated, unitPrices };
}

function collect(
  currency: string | null,
  lines: readonly CheckedLine[],
  ratingOf: (id: string) => LineRating | null,
): RatedLines {
  const ratings: [string, LineRating][] = [];
  const problems: LineProblem[] = [];
  for (const [index, line] of lines.entries()) {
    const rating = ratingOf(`p${index}`);
    if (rating) ratings.push([line.id, rating]);
    else problems.push({ id: line.id, code: 'no_price', detail: 'The billing service gave no price for this line.' });
  }
  return { currency, ratings, unitPrices: [], problems };
}
