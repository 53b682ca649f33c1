import 'server-only';

import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@/lib/folders.server';
import { checkFiles } from './files.server';
import { beginAlone, holdFolder } from './hold-folder.server';
import { loadEmbedded, loadServers } from './load-ledger.server';
import { filesOf, type Manifest, readManifest } from './manifest.server';
import type { VersionOfBackup } from './read-backup.server';
import { asRefused, Refused } from './refused';
import { endDatabase, fillDatabase, refuseFilled, refuseNewer, stageSqlite } from './restore-state.server';
import type { Stores } from './stores';
import { readMarker, removeMarker, type RestoreMarker, STAGE, swap, writeMarker } from './swap.server';

interface Job {
  from: string;
  /** Puts what is in the data folder aside; without, it must not have anything. */
  replace: boolean;
  /** Told of each version that was stored, read back and found right. */
  onVersion?: (version: VersionOfBackup) => void;
  /** Told when the restore of another backup, which was cut off while it put files in place, was ended first. */
  onOther?: (aside: string | null) => void;
}

export interface Restored {
  manifest: Manifest;
  /** Folder with what was there before; null when nothing was. */
  aside: string | null;
  /** A restore of this backup had been interrupted, and only its end was missing. */
  resumed: boolean;
}

/**
 * Puts a backup in place: it is checked, loaded beside what is there, read back line by line, and then put in place.
 * @throws Refused with a line for the terminal; then everything is as it was
 */
export async function restore(
  stores: Stores,
  { from, replace, onVersion = () => {}, onOther = () => {} }: Job,
): Promise<Restored> {
  const { dataDirectory: data, databaseUrl, ledgerServers } = stores;
  const manifest = await readManifest(from);
  refuseNewer(manifest);
  makeFolder(data);
  refuseForeign(data);
  const end = beginAlone(data);
  let release = await holdFolder(data).catch((error: unknown) => {
    end();
    throw error;
  });
  try {
    const begun = readMarker(data);
    if (begun?.phase === 'swapping' && (!databaseUrl || (await endDatabase(stores, begun.backup)))) {
      release();
      const aside = await swap(data, begun);
      if (begun.backup === manifest.id) return { manifest, aside, resumed: true };
      onOther(aside);
    }
    const names = ownFiles(stores);
    refusePresent(data, names, replace);
    if (databaseUrl) await refuseFilled(stores, manifest);
    await checkFiles(from, filesOf(manifest));
    await rm(join(data, STAGE), { recursive: true, force: true });
    makeFolder(join(data, STAGE));
    const marker: RestoreMarker = { backup: manifest.id, phase: 'loading', aside: asideName(), names };
    const job = { from, manifest, onVersion };
    if (ledgerServers) await loadServers({ ...stores, ledgerServers }, job, { marker, begun });
    else await loadEmbedded(data, job);
    if (!databaseUrl) await stageSqlite(data, from, manifest);
    await writeMarker(data, { ...marker, phase: 'swapping' });
    try {
      // A portal that was started meanwhile has seen no marker, and is seen here.
      release();
      release = await holdFolder(data);
      refusePresent(data, names, replace);
      if (databaseUrl) await refuseFilled(stores, manifest);
    } catch (error) {
      await removeMarker(data);
      throw error;
    }
    if (databaseUrl) await fillDatabase(stores, from, manifest);
    release();
    return { manifest, aside: await swap(data, marker), resumed: false };
  } catch (error) {
    // Unless state was committed, or files are being moved, it never happened.
    if (!(await isPastReturn(stores, manifest))) {
      await rm(join(data, STAGE), { recursive: true, force: true }).catch(() => undefined);
      // That of servers which are being filled is theirs to remove.
      if (readMarker(data)?.phase !== 'loading') await removeMarker(data).catch(() => undefined);
    }
    throw asRefused(error, data);
  } finally {
    release();
    end();
  }
}

async function isPastReturn(stores: Stores, { id }: Manifest): Promise<boolean> {
  const { dataDirectory: data, databaseUrl } = stores;
  const begun = existsSync(data) ? readMarker(data) : null;
  if (begun?.phase !== 'swapping') return false;
  return databaseUrl ? endDatabase(stores, id).catch(() => true) : true;
}

/** Those that are files of ours, and so can be put in place in one step. */
const ownFiles = ({ databaseUrl, ledgerServers }: Stores): RestoreMarker['names'] => [
  ...(ledgerServers ? [] : (['ledger'] as const)),
  ...(databaseUrl ? [] : (['state.db'] as const)),
];

const asideName = (): RestoreMarker['aside'] => `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;

/** What another user writes there, the portal could not open. */
function refuseForeign(data: string): void {
  const { uid } = statSync(data);
  if (uid === process.getuid?.()) return;
  throw new Refused(`${data} belongs to another user (uid ${uid}): restore as that user`);
}

function refusePresent(data: string, names: RestoreMarker['names'], replace: boolean): void {
  const present = names.filter((name) => existsSync(join(data, name)));
  if (present.length === 0 || replace) return;
  throw new Refused(
    `${data} has a ${present.join(' and a ')} already: add --replace, which puts them into a folder beside, or set SUANPAN_DATA to an empty folder`,
  );
}
