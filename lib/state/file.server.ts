import 'server-only';

import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SQLite from 'better-sqlite3';
import { DAMAGED, whyNotOpened } from './faults';
import { StateOpenError } from './open-error';
import { prepareDataFolder } from './data-folder.server';

const PRAGMAS = [
  'busy_timeout=2000',
  'locking_mode=EXCLUSIVE',
  'journal_mode=WAL',
  'synchronous=FULL',
  'foreign_keys=ON',
];

/** @throws StateOpenError when another process holds the file, or it cannot be opened. */
export function openStateFile(path: string): SQLite.Database {
  try {
    prepareDataFolder(dirname(path));
    refuseEmptied(path);
    keepForOwner(path);
    const raw = new SQLite(path);
    for (const pragma of PRAGMAS) raw.pragma(pragma);
    // EXCLUSIVE takes the lock with the first write only; take it now, so that a second process stops at its start.
    raw.exec('begin immediate; commit');
    refuseDamaged(raw);
    return raw;
  } catch (error) {
    if (error instanceof StateOpenError) throw error;
    throw new StateOpenError(`Cannot open ${path}: ${whyNotOpened(error)}`, { cause: error });
  }
}

/** Its structure; what a changed byte of a text was before, nobody can tell. */
function refuseDamaged(raw: SQLite.Database): void {
  const [first] = raw.pragma('quick_check(1)') as { quick_check: string }[];
  if (first?.quick_check === 'ok') return;
  raw.close();
  throw Object.assign(new Error('quick_check failed'), { code: 'SQLITE_CORRUPT' });
}

/** An empty file would be taken for a new store, with nobody in it. */
function refuseEmptied(path: string): void {
  const emptied = existsSync(path) && statSync(path).size === 0 && existsSync(join(dirname(path), 'ledger'));
  if (emptied) throw new StateOpenError(`Cannot open ${path}: ${DAMAGED}`);
}

/** Before SQLite opens it: the files beside it get the mode of the first. */
function keepForOwner(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
}
