import { expect, test } from 'vitest';
import { quoteRequestSchema } from './schema';

test('an account that is none is told in words', () => {
  const problem = quoteRequestSchema.safeParse({ account: '', lines: [] }).error?.issues[0];
  expect(problem).toMatchObject({ path: ['account'], message: expect.stringMatching(/^not an account \(domain\) ID/) });
});
