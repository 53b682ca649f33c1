import { describe, expect, it, vi } from 'vitest';
import { ask, smallWorld } from '../../testing/fixture';
import { disk, rating, server } from '../../testing/rating-products';

// Whole worlds: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const world = smallWorld('intl', 7, { lines: 60 });
const PERIOD = '/v2/bills/ratings/period-resources/subscribe-rate';
const DEMAND = '/v2/bills/ratings/on-demand-resources';
const vm = server(world);
const month = { period_type: 2, period_num: 1 };
const hour = { usage_factor: 'Duration', usage_value: 1, usage_measure_id: 4 };

describe('ratings', () => {
  const rate = (path: string, body: Record<string, unknown>, account = 0) =>
    JSON.parse(ask({ world, account, path, body }).text) as Record<string, unknown>;

  it('prices the composite of the contract at list and with the own discount', () => {
    const sized = { resource_size: 40, size_measure_id: 17, subscription_num: 2 };
    const quarter = { period_type: 2, period_num: 3 };
    const answer = rate(
      PERIOD,
      rating({ ...vm, ...quarter, subscription_num: 2 }, { ...disk(world), ...quarter, ...sized, id: '2' }),
    );
    expect(answer).toMatchObject({
      official_website_rating_result: { official_website_amount: 192.84, measure_id: 1, installment_period_type: null },
      optional_discount_rating_results: [
        { discount_type: 605, best_offer: 1, amount: 173.556, discount_amount: 19.284 },
      ],
      currency: 'USD',
    });
  });

  it('marks the larger of two discounts as the best offer', () => {
    const answer = rate(PERIOD, rating({ ...vm, ...month }), 1);
    const offers = answer.optional_discount_rating_results as { discount_type: number; best_offer: number }[];
    expect(offers.map(({ discount_type, best_offer }) => [discount_type, best_offer])).toEqual([
      [605, 1],
      [606, 0],
    ]);
  });

  it('cuts usage prices to six decimals, or ten when asked, and to nothing less than exact', () => {
    const seconds = (count: number) => rating({ ...vm, ...hour, usage_value: count, usage_measure_id: 6 });
    expect(rate(DEMAND, seconds(7)).official_website_amount).toBe(0.000105);
    expect(rate(DEMAND, seconds(0.07)).official_website_amount).toBe(0.000001);
    expect(rate(DEMAND, { ...seconds(0.07), inquiry_precision: 1 }).official_website_amount).toBe(0.00000105);
  });
});
