import { expect, test } from 'vitest';
import { distinctNames } from './distinct-names';

test('two projects of one name are told apart, and others keep their names', () => {
  const names = new Map([
    ['p1', 'data'],
    ['p2', 'data'],
    ['p3', 'web'],
  ]);
  expect([...distinctNames(['p1', 'p3', 'p2', 'p1', 'p4', ''], names)]).toEqual([
    ['p1', 'data (p1)'],
    ['p3', 'web'],
    ['p2', 'data (p2)'],
    ['p4', 'p4'],
    ['', ''],
  ]);
});
