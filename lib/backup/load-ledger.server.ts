import 'server-only';

import { join } from 'node:path';
import type { LedgerCopies } from '@/lib/ledger/ledger';
import { openEmbedded, openServer } from '@/lib/ledger/open.server';
import { facts } from '@/lib/ledger/tables';
import { loadVersion, storedFaults } from './load-version.server';
import type { Manifest } from './manifest.server';
import { type VersionOfBackup, wordsOf } from './read-backup.server';
import { Refused } from './refused';
import type { Stores } from './stores';
import { removeMarker, type RestoreMarker, STAGE, writeMarker } from './swap.server';

interface Job {
  from: string;
  manifest: Manifest;
  onVersion: (version: VersionOfBackup) => void;
}

/** Fills an engine of its own beside what is there. */
export async function loadEmbedded(data: string, { from, manifest, onVersion }: Job): Promise<void> {
  const { ledger, close } = await openEmbedded(join(data, STAGE, 'ledger'));
  try {
    for (const version of manifest.ledger.versions) {
      await loadVersion(ledger, { from, manifest, version });
      onVersion(version);
    }
  } finally {
    await close();
  }
}

/**
 * Fills servers that others run. What is there stays: lines of a version that the backup has must be the same, and are
 * only replaced where a restore of the same backup was cut off.
 */
export async function loadServers(
  { dataDirectory, ledgerServers }: Stores & { ledgerServers: NonNullable<Stores['ledgerServers']> },
  { from, manifest, onVersion }: Job,
  { marker, begun }: { marker: RestoreMarker; begun: RestoreMarker | null },
): Promise<void> {
  const { ledger, close } = await openServer(ledgerServers.urls, ledgerServers.cluster);
  const loaded: number[] = [];
  try {
    const own = begun?.backup === manifest.id;
    const present = await versionsIn(ledger, manifest);
    const same = new Set<number>();
    for (const version of manifest.ledger.versions) {
      if (!present.has(version.version)) continue;
      if ((await storedFaults(ledger, manifest, version)).length === 0) same.add(version.version);
      else if (!own) throw new Refused(`LEDGER_URL has other lines of ${wordsOf(version)}: give it an empty database`);
    }
    await writeMarker(dataDirectory, marker);
    for (const version of manifest.ledger.versions) {
      if (!same.has(version.version)) {
        if (present.has(version.version)) await ledger.dropVersion(version.version);
        loaded.push(version.version);
        await loadVersion(ledger, { from, manifest, version });
      }
      onVersion(version);
    }
  } catch (error) {
    for (const version of loaded) await ledger.dropVersion(version);
    await removeMarker(dataDirectory);
    throw error;
  } finally {
    await close();
  }
}

async function versionsIn(ledger: LedgerCopies, { ledger: { versions } }: Manifest): Promise<Set<number>> {
  const found = new Set<number>();
  for (const fact of facts) {
    const rows = await ledger.read<{ version: number }>({
      sql: `SELECT DISTINCT version FROM ledger.${fact} WHERE version IN {versions:Array(UInt32)}`,
      params: { versions: versions.map(({ version }) => version) },
    });
    for (const { version } of rows) found.add(version);
  }
  return found;
}
