import 'server-only';

import type { FactName } from '@/lib/ledger/facts';
import type { LedgerCopies } from '@/lib/ledger/ledger';
import type { RowValues } from '@/lib/ledger/stored-columns';
import { facts } from '@/lib/ledger/tables';
import type { Manifest } from './manifest.server';
import { readVersion, type VersionOfBackup, wordsOf } from './read-backup.server';
import { Refused } from './refused';
import { faultsOf, type Scanned, scanRows } from './scan-rows.server';

/** Rows of one insert: each becomes a part of its own on the disk. */
const BATCH = 20_000;

interface Job {
  from: string;
  manifest: Manifest;
  version: VersionOfBackup;
}

/** Stores a version of a backup and reads it back. @throws Refused when what is stored is not what was published */
export async function loadVersion(ledger: LedgerCopies, { from, manifest, version }: Job): Promise<void> {
  const waiting = new Map<FactName, RowValues[]>();
  const flush = async (fact: FactName) => {
    const rows = waiting.get(fact) ?? [];
    waiting.delete(fact);
    if (rows.length > 0) await ledger.copyIn(fact, manifest.ledger.columns[fact], rows);
  };
  const onRows = async (fact: FactName, rows: RowValues[]) => {
    const all = waiting.get(fact) ?? [];
    waiting.set(fact, all);
    for (const row of rows) all.push(row);
    if (all.length >= BATCH) await flush(fact);
  };
  await readVersion(from, { manifest, version, onRows });
  for (const fact of facts) await flush(fact);
  const faults = await storedFaults(ledger, manifest, version);
  if (faults.length > 0) throw new Refused(`${wordsOf(version)} could not be restored: ${faults.join(', ')}`);
}

/** What the ledger has of a version, compared line by line with what was published; empty when it is the same. */
export async function storedFaults(
  ledger: LedgerCopies,
  manifest: Manifest,
  version: VersionOfBackup,
): Promise<string[]> {
  const scanned: Partial<Record<FactName, Scanned>> = {};
  for (const fact of facts) {
    const columns = manifest.ledger.columns[fact];
    scanned[fact] = await scanRows(await ledger.copyOut(fact, version.version, { columns }), { fact, columns });
  }
  return faultsOf(scanned as Record<FactName, Scanned>, version);
}
