import type { Ledger } from '@/lib/ledger/ledger';
import { DIGEST_BYTES, rowDigests } from '@/lib/ledger/row-digest';
import { placesFrom, storedColumns } from '@/lib/ledger/stored-columns';
import { storedDigests } from '@/lib/ledger/stored-version.server';
import { type LineFact, type ListSource, PAGE, readPage } from './list-reader.server';

/** Each digest on its own. */
export const textsOf = (digests: Buffer): string[] =>
  Array.from({ length: digests.length / DIGEST_BYTES }, (_, row) =>
    digests.toString('latin1', row * DIGEST_BYTES, (row + 1) * DIGEST_BYTES),
  );

/** What the world has, read page by page while nothing moves; sorted. */
export async function worldDigests(source: ListSource, fact: LineFact): Promise<string[]> {
  const digests: string[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { rows, total, currency } = await readPage(source, fact, { offset, limit: PAGE });
    const place = { version: 0, account: source.domainId, cycle: source.cycle, currency, position: 0 };
    digests.push(
      ...textsOf(rowDigests(storedColumns(fact, { places: placesFrom(place, rows.length), records: rows }))),
    );
    if (digests.length >= total) return digests.sort();
  }
}

/** What the ledger has of a version; sorted. */
export async function storedVersionDigests(ledger: Ledger, version: number, fact: LineFact): Promise<string[]> {
  const digests: string[] = [];
  for await (const part of storedDigests(ledger, { fact, version })) digests.push(...part.map((row) => row.digest));
  return digests.sort();
}
