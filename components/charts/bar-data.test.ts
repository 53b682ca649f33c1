import { expect, test } from 'vitest';
import { largestParts } from './bar-data';

const series = ['a', 'b', 'c', 'd', 'others'].map((key, index) => ({ key, name: key, slot: index + 1 }));
const keys = (values: Record<string, string>, options: { most: number; always?: string }) =>
  largestParts({ values }, series, options).map(({ key }) => key);

test('the largest parts of a bar come first, refunds by their size', () => {
  expect(keys({ a: '1', b: '20', c: '-300', others: '4000' }, { most: 3 })).toEqual(['others', 'c', 'b']);
});

test('the part that is pointed at is among them, however small it is', () => {
  const values = { a: '1', b: '20', c: '300', others: '4000' };
  expect(keys(values, { most: 2, always: 'a' })).toEqual(['others', 'a']);
  expect(keys(values, { most: 2, always: 'c' })).toEqual(['others', 'c']);
  expect(keys(values, { most: 2, always: 'd' })).toEqual(['others', 'c']);
});
