import { expect, it } from 'vitest';
import { labelsOf } from './labels.server';

type FeeGroup = Parameters<typeof labelsOf>[0][number];

const group = (code: string | null, label: string, currency = 'CNY'): FeeGroup => ({
  ...{ currency, unit: null, value: '1', lines: '1' },
  ...{ d0: 'ecs', d1: code, l1: label },
});

it('calls a code the greatest of its names, in whatever group and currency it stands', () => {
  const groups = [group('r-1', 'web-1'), group('r-1', ''), group('r-1', 'web-0', 'EUR'), group('r-2', 'db')];
  expect([...labelsOf(groups, 1)]).toEqual([
    ['r-1', 'web-1'],
    ['r-2', 'db'],
  ]);
});

it('has no name for the empty code, and none for one that no group names', () => {
  expect([...labelsOf([group('', 'Support plan'), group(null, 'x'), group('r-3', '')], 1)]).toEqual([]);
});
