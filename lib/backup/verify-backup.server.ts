import 'server-only';

import { checkFiles } from './files.server';
import { filesOf, type Manifest, readManifest } from './manifest.server';
import { readTable, readVersion, type VersionOfBackup } from './read-backup.server';

/**
 * Reads all of a backup: every file against its checksum, every line of every version against the rows, sums and hash of
 * when it was published.
 * @throws Refused naming what is damaged
 */
export async function verifyBackup(folder: string, onVersion: (version: VersionOfBackup) => void): Promise<Manifest> {
  const manifest = await readManifest(folder);
  await checkFiles(folder, filesOf(manifest));
  for (const table of manifest.state.tables) await readTable(folder, table);
  for (const version of manifest.ledger.versions) {
    await readVersion(folder, { manifest, version });
    onVersion(version);
  }
  return manifest;
}
