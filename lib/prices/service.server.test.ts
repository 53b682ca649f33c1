import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LiveCache } from '@/lib/bss/live.server';
import type { OnDemandProduct } from '@/lib/bss/operations/rate-on-demand';
import type { PeriodProduct } from '@/lib/bss/operations/rate-period';
import type { ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { type Decimal, decimal, fromUnits, money, subtract, sum, times, toUnits } from '@/lib/money';
import { quoteRequestSchema } from './schema';
import { quote } from './service.server';

const refused = (upstreamCode: string) =>
  new AppError('upstream_refused', `The billing service refused the question (${upstreamCode}).`, { upstreamCode });

/** List price and price of one instance of a specification, as the fake upstream has it. */
interface Price {
  official: Decimal;
  amount: Decimal;
}
type PriceList = (product: { resource_spec: string; kind: 'hour' | 'month' | 'year' }) => Price | string;

function upstream(priceOf: PriceList) {
  const calls: { kind: string; specs: string[] }[] = [];
  const price = (product: PeriodProduct | OnDemandProduct, kind: 'hour' | 'month' | 'year', periods: number) => {
    const found = priceOf({ resource_spec: product.resource_spec, kind });
    if (typeof found === 'string') throw refused(found);
    const count = product.subscription_num * periods;
    return {
      id: product.id,
      product_id: null,
      measure_id: 1,
      official: times(found.official, count),
      amount: times(found.amount, count),
    };
  };
  return {
    calls,
    async ratePeriod({ product_infos }: { product_infos: PeriodProduct[] }) {
      const kind = product_infos[0]?.period_type === 3 ? 'year' : 'month';
      calls.push({ kind, specs: product_infos.map(({ resource_spec }) => resource_spec) });
      const rows = product_infos.map((product) => price(product, kind, product.period_num));
      return {
        currency: 'USD',
        official_website_rating_result: {
          product_rating_results: rows.map(({ id, official }) => ({ id, official_website_amount: official })),
        },
        optional_discount_rating_results: [
          {
            discount_id: 'small',
            discount_type: 606,
            discount_name: 'Partner',
            best_offer: 0,
            product_rating_results: rows.map(({ id, official }) => ({
              id,
              amount: official,
              discount_amount: decimal('0'),
            })),
          },
          {
            discount_id: 'best',
            discount_type: 605,
            discount_name: 'Commercial',
            best_offer: 1,
            product_rating_results: rows.map(({ id, official, amount }) => ({
              id,
              amount,
              discount_amount: subtract(official, amount),
            })),
          },
        ],
      };
    },
    async rateOnDemand({ product_infos }: { product_infos: OnDemandProduct[] }) {
      calls.push({
        kind: 'hour',
        specs: product_infos.filter(({ id }) => id.startsWith('p')).map(({ resource_spec }) => resource_spec),
      });
      const rows = product_infos.map((product) => price(product, 'hour', product.usage_value));
      return {
        currency: 'USD',
        product_rating_results: rows.map(({ id, official, amount }) => ({
          id,
          official_website_amount: official,
          amount,
          discount_amount: subtract(official, amount),
          discount_rating_results: [{ discount_id: 'best', discount_type: 605, discount_name: 'Commercial', amount }],
        })),
      };
    },
  };
}

function contextOf(bss: unknown, account = {}) {
  const clock = { now: () => new Date('2026-11-22T04:00:00Z') };
  return {
    accounts: [{ domainId: 'a', name: 'A', currency: 'USD', site: 'intl', projectId: 'project', ...account }],
    bss: () => bss,
    live: new LiveCache(clock),
    clock,
    locale: 'en',
  } as unknown as ServiceContext;
}

const requestOf = (specs: string[], change = {}) =>
  quoteRequestSchema.parse({
    lines: specs.map((resourceSpec, index) => ({
      id: `line ${index}`,
      serviceTypeCode: 'hws.service.type.ec2',
      resourceTypeCode: 'hws.resource.type.vm',
      resourceSpec,
      region: 'ap-southeast-3',
    })),
    ...change,
  });

const p = (official: string, amount: string): Price => ({ official: decimal(official), amount: decimal(amount) });
const flat: PriceList = ({ kind }) =>
  ({ hour: p('0.054', '0.04725'), month: p('28.38', '24.8325'), year: p('283.8', '248.325') })[kind];

const anyPrice = fc.tuple(fc.bigInt(0n, 10n ** 15n), fc.bigInt(0n, 10n ** 15n)).map(
  ([one, other]): Price => ({
    official: fromUnits(one > other ? one : other),
    amount: fromUnits(one > other ? other : one),
  }),
);

test("totals are the upstream's ratings times the months, to the last decimal", async () => {
  const cases = fc.record({
    prices: fc.array(
      fc.record({ hour: anyPrice, month: anyPrice, year: anyPrice, quantity: fc.integer({ min: 1, max: 10_000 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    months: fc.integer({ min: 1, max: 36 }),
    hours: fc.integer({ min: 1, max: 744 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ prices, months, hours }) => {
      const bss = upstream(({ resource_spec, kind }) => prices[Number(resource_spec)]?.[kind] ?? 'CBC.99006006');
      const request = requestOf(
        prices.map((_, index) => String(index)),
        { months, hoursPerMonth: hours },
      );
      for (const [index, line] of request.lines.entries()) line.quantity = prices[index]?.quantity ?? 1;
      const { totals, lines } = await quote(contextOf(bss), request);
      const expected = (kind: 'hour' | 'month' | 'year', what: keyof Price, count: number) =>
        money(sum(prices.map((price) => times(price[kind][what], price.quantity * count))), 'USD');
      expect(totals.payPerUse.officialAmount).toEqual(expected('hour', 'official', hours * months));
      expect(totals.payPerUse.amount).toEqual(expected('hour', 'amount', hours * months));
      expect(totals.monthly.officialAmount).toEqual(expected('month', 'official', months));
      expect(totals.monthly.amount).toEqual(expected('month', 'amount', months));
      if (months % 12 === 0) expect(totals.yearly?.amount).toEqual(expected('year', 'amount', months / 12));
      else expect(totals.yearly).toBeNull();
      for (const mode of ['payPerUse', 'monthly'] as const) {
        const { officialAmount, discountAmount, amount } = totals[mode];
        expect(subtract(decimal(officialAmount.amount), decimal(discountAmount.amount))).toBe(decimal(amount.amount));
        const added = lines.reduce((total, line) => total + toUnits(decimal(line[mode]?.amount.amount ?? '0')), 0n);
        expect(fromUnits(added)).toBe(decimal(amount.amount));
      }
    }),
    { numRuns: 60 },
  );
});

test('one call a mode prices all lines, with an hour beside the month', async () => {
  const bss = upstream(flat);
  const answer = await quote(contextOf(bss), requestOf(['s6', 'c7', 'm7']));
  expect(bss.calls.map(({ kind }) => kind).sort()).toEqual(['hour', 'month', 'year']);
  expect(answer.lines[0]).toMatchObject({ unitPrice: { amount: '0.05400000', currency: 'USD' }, problems: [] });
  expect(answer.totals.monthly).toMatchObject({
    complete: true,
    discounts: [
      { discountId: 'small', bestOffer: false },
      {
        discountId: 'best',
        discountName: 'Commercial',
        discountType: 605,
        bestOffer: true,
        amount: { amount: '893.97000000' },
      },
    ],
  });
  expect(answer.totals.payPerUse.discounts).toMatchObject([{ discountId: 'best', bestOffer: true }]);
});

describe('a line without a price', () => {
  test('is named in its mode, and the other lines keep theirs', async () => {
    const bss = upstream((product) =>
      product.resource_spec === 'gone'
        ? 'CBC.99006006'
        : product.resource_spec === 'by-month' && product.kind === 'hour'
          ? 'CBC.99006074'
          : flat(product),
    );
    const answer = await quote(contextOf(bss), requestOf(['a', 'by-month', 'b', 'gone', 'c']));
    expect(
      answer.lines.map(({ payPerUse, monthly, problems }) => [
        payPerUse !== null,
        monthly !== null,
        problems.map(({ mode, code }) => `${mode} ${code}`),
      ]),
    ).toEqual([
      [true, true, []],
      [false, true, ['payPerUse CBC.99006074']],
      [true, true, []],
      [false, false, ['payPerUse CBC.99006006', 'monthly CBC.99006006', 'yearly CBC.99006006']],
      [true, true, []],
    ]);
    expect(answer.totals.monthly).toMatchObject({
      complete: false,
      amount: { amount: money(times(decimal('24.8325'), 48), 'USD').amount },
    });
    expect(answer.totals.payPerUse.amount.amount).toBe(money(times(decimal('0.04725'), 3 * 730 * 12), 'USD').amount);
  });

  test('that is paid by another unit than the hour says that it needs a usage', async () => {
    const request = requestOf(['s6', 'traffic']);
    const [, traffic] = request.lines;
    if (traffic) traffic.usageMeasureId = 10;
    const bss = upstream(flat);
    const answer = await quote(contextOf(bss), request);
    expect(answer.lines[1]?.problems).toMatchObject([{ mode: 'payPerUse', code: 'usage_required' }]);
    expect(bss.calls.find(({ kind }) => kind === 'hour')?.specs).toEqual(['s6']);
  });

  test('when no line has one, every total is zero and not complete', async () => {
    const answer = await quote(contextOf(upstream(() => 'CBC.99006006')), requestOf(['x'], { months: 1 }));
    expect(answer.totals.monthly).toMatchObject({ complete: false, amount: { amount: '0.00000000', currency: 'USD' } });
  });
});

describe('the whole quote', () => {
  test('fails when the upstream fails, whichever line it was asked about', async () => {
    const down = {
      ...upstream(flat),
      rateOnDemand: async () => Promise.reject(new AppError('upstream_unavailable', 'down')),
    };
    await expect(quote(contextOf(down), requestOf(['s6']))).rejects.toMatchObject({ code: 'upstream_unavailable' });
    const forbidden = upstream(() => 'CBC.0151');
    await expect(quote(contextOf(forbidden), requestOf(['s6']))).rejects.toMatchObject({ upstreamCode: 'CBC.0151' });
  });

  test('is refused for an account outside the scope, and for one without a project', async () => {
    const ctx = contextOf(upstream(flat));
    await expect(quote(ctx, requestOf(['s6'], { account: 'b' }))).rejects.toMatchObject({ code: 'not_found' });
    await expect(quote(contextOf(upstream(flat), { projectId: null }), requestOf(['s6']))).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('is kept for a minute, so that the same question is asked once', async () => {
    const bss = upstream(flat);
    const ctx = contextOf(bss);
    await quote(ctx, requestOf(['s6']));
    await quote(ctx, requestOf(['s6']));
    expect(bss.calls).toHaveLength(3);
  });
});
