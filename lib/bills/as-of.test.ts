import { expect, test } from 'vitest';
import { asOfVersions } from './as-of';

const final = { asOf: '2026-01-03T00:00:00Z', cycleState: 'final' } as const;
const closing = { asOf: '2026-11-21T00:00:00Z', cycleState: 'closing' } as const;
const open = { asOf: '2026-11-22T00:00:00Z', cycleState: 'open' } as const;

test('figures are as old as the oldest that may still change', () => {
  expect(asOfVersions([open, final, closing])).toBe(closing.asOf);
  expect(asOfVersions([final, open])).toBe(open.asOf);
});

test('what is final is as old as its oldest reading', () => {
  expect(asOfVersions([{ ...final, asOf: '2026-02-03T00:00:00Z' }, final])).toBe(final.asOf);
  expect(asOfVersions([])).toBeNull();
});
