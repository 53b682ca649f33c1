import { expect, it } from 'vitest';
import type { Refusal } from '../wire/refusal';
import { Quota } from './quota';

it('throttles the call beyond the quota in any one second, per operation and account', () => {
  let now = 0;
  const quota = new Quota(() => now);
  const spend = (operation = 'A', account = '1') => {
    try {
      quota.spend(operation, account, 3);
      return 200;
    } catch (error) {
      const refusal = error as Refusal;
      expect(refusal.code).toBe('APIGW.0308');
      expect(refusal.message).toContain('over ratelimit,limit:3,time:1 second');
      return refusal.status;
    }
  };
  expect([spend(), spend(), spend(), spend()]).toEqual([200, 200, 200, 429]);
  expect([spend('B'), spend('A', '2')]).toEqual([200, 200]);
  now = 999;
  expect(spend()).toBe(429);
  now = 1000;
  expect(spend()).toBe(200);
});
