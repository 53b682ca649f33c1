import { expect, test } from 'vitest';
import { decimal, money } from '@/lib/money';
import type { Overview, OverviewCurrency } from '@/lib/overview/schema';
import { isLacking, knownSum } from './lacking';
import { chartOf } from './month-chart';

const account = { domainId: 'a', name: 'Harbour' };
const unpublished: Overview['unpublished'] = [{ account, cycle: '2026-10', reason: 'loading', detail: null }];

test('a sum that lacks everything is not known; a part is, and so is a month that came to nothing', () => {
  expect(knownSum({ unpublished }, '2026-10', money(decimal('0'), 'USD'))).toBeNull();
  expect(knownSum({ unpublished }, '2026-10', money(decimal('5'), 'USD'))?.amount).toBe('5.00000000');
  expect(knownSum({ unpublished }, '2026-09', money(decimal('0'), 'USD'))?.amount).toBe('0.00000000');
  expect(knownSum({ unpublished }, '2026-09', undefined)).toBeNull();
});

test('a month that the ledger lacks has no state of a bill in the chart', () => {
  const months = ['2026-09', '2026-10'].map((cycle) => ({
    ...{ cycle, state: 'final' as const, total: money(decimal('0'), 'USD'), byService: [] },
  }));
  const { points } = chartOf({ services: [], others: null, months } as unknown as OverviewCurrency, {
    locale: 'en',
    others: '',
    stateOf: (state) => state ?? 'incomplete',
    isLacking: (cycle) => isLacking({ unpublished }, cycle),
  });
  expect(points.map(({ state, stateLabel }) => [state, stateLabel])).toEqual([
    ['final', 'final'],
    [null, 'incomplete'],
  ]);
});
