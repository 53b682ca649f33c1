import { expect, test } from 'vitest';
import { checkSetup } from './check-setup';

const good = { token: 't', name: 'Lin Mei', email: 'lin@example.com', password: 'twelve chars' };

test('accepts a complete form', () => {
  expect(checkSetup(good)).toBeNull();
});

test.each([
  ['token', '', 'tokenMissing'],
  ['name', '', 'nameMissing'],
  ['email', 'lin', 'emailWrong'],
  ['email', '', 'emailWrong'],
  ['password', 'eleven char', 'passwordShort'],
] as const)('a %s of %j is named with what is wrong', (field, value, says) => {
  expect(checkSetup({ ...good, [field]: value })).toEqual({ field, says });
});
