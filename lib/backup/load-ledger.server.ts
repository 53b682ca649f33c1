import 'server-only';

import { join } from 'node:path';
import { openEmbedded, openServer } from '@/lib/ledger/open.server';
import { versionsIn } from '@/lib/ledger/stored-version.server';
import { loadVersion, storedFaults } from './load-version.server';
import type { Manifest } from './manifest.server';
import { type VersionOfBackup, wordsOf } from './read-backup.server';
import { Refused } from './refused';
import type { Stores } from './stores';
import { MARKER, removeMarker, type RestoreMarker, STAGE, writeMarker } from './swap.server';

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
  const own = begun?.backup === manifest.id;
  if (begun && !own) {
    throw new Refused(
      `A restore of another backup into LEDGER_URL was interrupted: end it with that backup, or empty that database and delete ${join(dataDirectory, MARKER)}`,
    );
  }
  const { ledger, close } = await openServer(ledgerServers.urls, ledgerServers.cluster);
  const loaded: number[] = [];
  try {
    const present = await versionsIn(
      ledger,
      manifest.ledger.versions.map(({ version }) => version),
    );
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
    // While something of it may be in the servers, of now or of an earlier try, the marker says whose it is.
    for (const version of loaded) await ledger.dropVersion(version);
    if (!begun) await removeMarker(dataDirectory);
    throw error;
  } finally {
    await close();
  }
}
