import type { LineFactName } from '@/lib/ledger/line-fact';
import { expect } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import type { Ledger } from '@/lib/ledger/ledger';
import { DIGEST_BYTES, rowDigests } from '@/lib/ledger/row-digest';
import { placesFrom, storedColumns } from '@/lib/ledger/stored-columns';
import { storedDigests } from '@/lib/ledger/stored-version.server';
import { LINE_FACTS, type ListSource, PAGE, readPage } from './list-reader.server';
import { pageOf } from './pages/page-work';
import type { SyncBench } from './sync-bench.test.fixture';

/** Each digest on its own. */
export const textsOf = (digests: Buffer): string[] =>
  Array.from({ length: digests.length / DIGEST_BYTES }, (_, row) =>
    digests.toString('latin1', row * DIGEST_BYTES, (row + 1) * DIGEST_BYTES),
  );

/** What the world has, read page by page while nothing moves; sorted. */
export async function worldDigests(source: ListSource, fact: LineFactName): Promise<string[]> {
  const digests: string[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const answer = await readPage(source, fact, { offset, limit: PAGE });
    const { rows, total, currency } = pageOf(answer, source.currency);
    const place = { version: 0, account: source.domainId, cycle: source.cycle, currency, position: 0 };
    digests.push(
      ...textsOf(rowDigests(storedColumns(fact, { places: placesFrom(place, rows.length), records: rows }))),
    );
    if (digests.length >= total) return digests.sort();
  }
}

/** What the ledger has of a version; sorted. */
export async function storedVersionDigests(ledger: Ledger, version: number, fact: LineFactName): Promise<string[]> {
  const digests: string[] = [];
  for await (const part of storedDigests(ledger, { fact, version })) digests.push(...part.map((row) => row.digest));
  return digests.sort();
}

/** The ledger has a month of the first account as the upstream has it, line for line; read while nothing moves. */
export async function expectWorld(bench: SyncBench, { cycle, version }: { cycle: Cycle; version: number }) {
  const [{ domainId, currency } = { domainId: '', currency: '' }] = bench.accounts;
  const source = { bss: bench.bssOf(0), domainId, currency, cycle, call: {} };
  for (const fact of LINE_FACTS) {
    expect(await storedVersionDigests(bench.ledger, version, fact), fact).toEqual(await worldDigests(source, fact));
  }
}
