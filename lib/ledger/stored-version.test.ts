import { expect, it } from 'vitest';
import type { Ledger, Query } from './ledger';
import { storedTogether } from './stored-version.server';

/** A ledger whose versions have as many lines as their number says; every question about a version of `ill` fails. */
function start(ill: number) {
  const asked: string[] = [];
  const read = async (query: Query) => {
    const versions = query.params?.versions as number[];
    if (query.sql.includes('fee_lines')) asked.push(versions.join(' '));
    await new Promise((resolve) => setImmediate(resolve));
    if (versions.includes(ill)) throw new Error('its lines are damaged');
    return versions.map((version) => ({
      ...{ version, currency: 'USD', _rows: String(version) },
      ...{ _places: String(version), _last: version - 1, amount: `${version}.5` },
    }));
  };
  return { ledger: { read } as unknown as Ledger, asked };
}

it('asks about loads that ended meanwhile in one question, each getting its own', async () => {
  const { ledger, asked } = start(0);
  const stored = await Promise.all([1, 2, 3].map((version) => storedTogether(ledger, version)));
  expect(asked).toEqual(['1', '2 3']);
  expect(stored.map(({ fee_lines }) => fee_lines)).toMatchObject(
    [1, 2, 3].map((rows) => ({ rows, inPlace: true, sums: { USD: { amount: `${rows}.5` } } })),
  );
});

it('fails no load for the lines of another', async () => {
  const { ledger } = start(3);
  const told = await Promise.allSettled([1, 2, 3, 4].map((version) => storedTogether(ledger, version)));
  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});
