import { expect, test } from 'vitest';
import { searchTarget } from './search-target';

test.each([
  ['CS2611220541M4T8QK', '/orders?q=CS2611220541M4T8QK'],
  ['cs2611220541m4t8qk', '/orders?q=cs2611220541m4t8qk'],
  ['CS2611', '/orders?q=CS2611'],
  ['AB2611220541M4T8Q', '/orders?q=AB2611220541M4T8Q'],
  ['api-prod-11', '/resources?q=api-prod-11'],
  ['0b1f6c2e9a7d4c55', '/resources?q=0b1f6c2e9a7d4c55'],
  ['vault', '/resources?q=vault'],
  ['支付网关', '/resources?q=%E6%94%AF%E4%BB%98%E7%BD%91%E5%85%B3'],
  ['  database ', '/resources?q=database'],
  // Names that begin like an order.
  ['cs-web-01', '/resources?q=cs-web-01'],
  ['cshost', '/resources?q=cshost'],
  ['cs2024', '/resources?q=cs2024'],
  ['db2024', '/resources?q=db2024'],
])('%j leads to %s', (text, target) => {
  expect(searchTarget(text, null)).toBe(target);
});

test('the chosen account stays chosen', () => {
  expect(searchTarget('database', 'acc-1')).toBe('/resources?q=database&account=acc-1');
});
