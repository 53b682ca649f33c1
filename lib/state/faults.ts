import { AppError } from '@/lib/http/errors';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

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

/** What is said of a state file that cannot be opened, with the way out. */
export function whyNotOpened(error: unknown): string {
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
export const DAMAGED =
  'it is damaged. Nothing was changed; put a backup in its place with "npm run restore -- --from <backup> --replace", which keeps the damaged file';
