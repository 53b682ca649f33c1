import 'server-only';

import { chmodSync, statSync } from 'node:fs';
import { makeFolder } from '@/lib/folders.server';
import { log } from '@/lib/log.server';
import { StateOpenError } from './open-error';

/**
 * Makes the data folder, and closes it to others: stores, the ledger and the socket for backups are in it.
 * @throws StateOpenError for one that is for everybody's files, cannot be made, or is a file
 */
export function prepareDataFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StateOpenError(
      `Cannot make ${folder}: ${reason}. SUANPAN_DATA must name a folder that this user can write`,
      { cause: error },
    );
  }
  const found = statSync(folder);
  if (!found.isDirectory()) throw new StateOpenError(`${folder} is a file; give SUANPAN_DATA a folder of its own`);
  const { mode, uid } = found;
  if ((mode & 0o1000) !== 0) {
    throw new StateOpenError(`${folder} is for everybody's files; give SUANPAN_DATA a folder of its own`);
  }
  if ((mode & 0o077) === 0) return;
  // One that belongs to somebody else is as its owner wants it; what we put there is closed all the same.
  const own = uid === process.getuid?.();
  if (own) chmodSync(folder, 0o700);
  log.warn(
    { folder, mode: (mode & 0o777).toString(8) },
    `data folder was open to others${own ? ', and is no more' : ''}`,
  );
}
