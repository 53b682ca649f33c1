import { expect, test } from 'vitest';
import { oldestProof } from './proof-age';

test('the month that was longest ago published or verified is next', () => {
  const published = [
    { cycle: '2026-08', ended_at: '2026-11-01T00:00:00.000Z' },
    { cycle: '2026-09', ended_at: '2026-11-02T00:00:00.000Z' },
  ];
  const at = '2026-11-20T00:00:00.000Z';
  expect(oldestProof([], [])).toBe(null);
  expect(oldestProof(published, [])?.cycle).toBe('2026-08');
  const cycles = [{ cycle: '2026-08', verified: JSON.stringify({ at }) }];
  expect(oldestProof(published, cycles)).toEqual({ cycle: '2026-09', at: Date.parse('2026-11-02') });
});
