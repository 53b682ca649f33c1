import { expect, test } from 'vitest';
import { searchTarget } from './search-target';

test.each([
  ['CS2611220541M4T8QK', '/resources', '/orders?q=CS2611220541M4T8QK'],
  ['api-prod-11', '/', '/resources?q=api-prod-11'],
  ['0b1f6c2e9a7d4c55', '/orders', '/resources?q=0b1f6c2e9a7d4c55'],
  ['database', '/resources', '/resources?q=database'],
  ['  database ', '/bills/usage', '/orders?q=database'],
])('%j typed on %s leads to %s', (text, pathname, target) => {
  expect(searchTarget(text, pathname, null)).toBe(target);
});

test('the chosen account stays chosen', () => {
  expect(searchTarget('database', '/', 'acc-1')).toBe('/orders?q=database&account=acc-1');
});
