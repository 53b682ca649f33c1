import { expect, test } from 'vitest';
import { distinctNames } from './distinct-names';

const told = (named: Record<string, string>, codes: string[]) =>
  Object.fromEntries(distinctNames(codes, new Map(Object.entries(named))));

test('two projects of one name are told apart by the start of their codes, and others keep their names', () => {
  const named = { '202e087b-ab90': 'data', 'd6935ceb-5443': 'data', p3: 'web' };
  expect(told(named, ['202e087b-ab90', 'p3', 'd6935ceb-5443', '202e087b-ab90', 'p4', ''])).toEqual({
    '202e087b-ab90': 'data (202e087b)',
    'd6935ceb-5443': 'data (d6935ceb)',
    p3: 'web',
    p4: 'p4',
    '': '',
  });
});

test('by all of them where the start is the same', () => {
  expect(told({ 'same-start-1': 'a', 'same-start-2': 'a' }, ['same-start-1', 'same-start-2'])).toEqual({
    'same-start-1': 'a (same-start-1)',
    'same-start-2': 'a (same-start-2)',
  });
});
