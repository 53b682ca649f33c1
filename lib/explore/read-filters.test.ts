import { expect, test } from 'vitest';
import { exploreFilters } from './filters';
import { readExploreFilters } from './read-filters';

const TODAY = '2026-11-22';
const read = (search: string) => readExploreFilters(exploreFilters, new URLSearchParams(search), TODAY);

test('of days that cannot be none is kept, and each is named', () => {
  const { values, problems } = read('from=2026-02-30&to=2026-03-01&by=region');
  expect(values).toMatchObject({ from: null, to: null, period: null, by: ['region'] });
  expect(problems.map(({ field }) => field)).toEqual(['from', 'to']);
});

test('too many days to draw are drawn as months', () => {
  const { values, problems } = read('from=2020-01-01&to=2026-11-01&step=day');
  expect(values).toMatchObject({ from: '2020-01-01', step: 'month' });
  expect(problems.map(({ field }) => field)).toEqual(['step']);
});
