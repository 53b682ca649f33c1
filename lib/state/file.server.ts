import 'server-only';

import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SQLite from 'better-sqlite3';
import { AppError } from '@/lib/http/errors';
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
    throw new StateOpenError(`Cannot open ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (codeOf(error).startsWith('SQLITE_BUSY')) {
    return 'another Suanpan is using this data folder; stop it first, or give this one its own SUANPAN_DATA';
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))) return DAMAGED;
  if (NOT_WRITABLE.test(codeOf(error))) return UNWRITABLE;
  const fault = asUnavailable(error);
  return fault instanceof Error ? fault.message : String(fault);
}

const NOT_WRITABLE = /^(SQLITE_(READONLY|CANTOPEN)|EROFS$|EACCES$|EPERM$)/;
const UNWRITABLE =
  'it cannot be written. Let the user who runs Suanpan write it and its folder, on a disk that is mounted for writing';

/** What people decided is never made anew in silence. */
const DAMAGED =
  'it is damaged. Nothing was changed; put a backup in its place with "npm run restore -- --from <backup> --replace", which keeps the damaged file';

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

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Before SQLite opens it: the files beside it get the mode of the first. */
function keepForOwner(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
}

const DISK_FAULT = /^(SQLITE_(FULL|IOERR|READONLY|CANTOPEN)|ENOSPC$|EDQUOT$|EROFS$)/;

/** A full disk is nobody's mistake, and over when there is room again: everything else stays what it is. */
export function asUnavailable(error: unknown): unknown {
  if (!DISK_FAULT.test(codeOf(error))) return error;
  const reason = codeOf(error).replace('SQLITE_', '').replace('_', ' ').toLowerCase();
  return new AppError(
    'unavailable',
    `The data folder cannot be written (${reason === 'full' || reason === 'enospc' ? 'the disk is full' : reason})`,
    { cause: error, retryAfter: 60 },
  );
}
