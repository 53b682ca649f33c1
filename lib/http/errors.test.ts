import { expect, test, vi } from 'vitest';
import { AppError, isUpstreamDown } from './errors';

test('an error of another copy of the module is still one of ours', async () => {
  vi.resetModules();
  const copy = await import('./errors');
  expect(copy.AppError).not.toBe(AppError);
  const foreign: unknown = new copy.AppError('upstream_timeout', 'too slow');
  expect(foreign).toBeInstanceOf(AppError);
  expect(isUpstreamDown(foreign)).toBe(true);
});

test.each([new Error('AppError'), { code: 'not_found', name: 'AppError' }, null, 'AppError'])('%j is none', (value) => {
  expect(value instanceof AppError).toBe(false);
});
