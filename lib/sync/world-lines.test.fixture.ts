import type { Ledger } from '@/lib/ledger/ledger';
import { rowDigest } from '@/lib/ledger/row-digest';
import { rowValues } from '@/lib/ledger/row-values';
import { storedDigests } from '@/lib/ledger/stored-version.server';
import { type LineFact, type ListSource, PAGE, readPage } from './list-reader.server';

/** What the world has, read page by page while nothing moves; sorted. */
export async function worldDigests(source: ListSource, fact: LineFact): Promise<string[]> {
  const digests: string[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { rows, total, currency } = await readPage(source, fact, { offset, limit: PAGE });
    const place = { version: 0, account: source.domainId, cycle: source.cycle, currency, position: 0 };
    digests.push(...rows.map((record) => rowDigest(rowValues(fact, { place, record }))));
    if (digests.length >= total) return digests.sort();
  }
}

/** What the ledger has of a version; sorted. */
export async function storedVersionDigests(ledger: Ledger, version: number, fact: LineFact): Promise<string[]> {
  const digests: string[] = [];
  for await (const part of storedDigests(ledger, { fact, version })) digests.push(...part.map((row) => row.digest));
  return digests.sort();
}
