import { ClickHouseError } from '@clickhouse/client';
import { AppError } from '@/lib/http/errors';

/** Codes of ClickHouse for a question that is too large: memory, time, rows, bytes. */
const LIMIT_CODES = new Set(['241', '159', '158', '396', '307']);
/** Codes for an engine, or a shard of it, that is away. */
const AWAY_CODES = new Set(['32', '198', '209', '210', '236', '242', '279', '285', '286', '319', '425', '999']);
/** Codes for lines that are there and cannot be read: checksums, codecs, sizes, files that are gone. */
const DAMAGE_CODES = new Set(['33', '40', '107', '117', '226', '228', '246', '271', '432']);
/** A table or the database is not there: of a node that came back without its disk. */
const LOST_CODES = new Set(['60', '81']);
const DISK_FULL = '243';
const RETRY_AFTER_S = 3;

const codeOf = (error: unknown): string =>
  error instanceof ClickHouseError
    ? error.code
    : error instanceof Error && 'code' in error && typeof error.code === 'string'
      ? error.code
      : '';

/** All questions together took too much memory: the same one will do in a moment. */
const isBusy = (error: unknown): boolean =>
  codeOf(error) === '241' && error instanceof Error && /\(total\)/i.test(error.message);

/** True when lines that were asked for are damaged; the same question will fail again. */
export function isDamage(error: unknown): boolean {
  if (error instanceof AppError) return isDamage(error.cause);
  if (!(error instanceof ClickHouseError)) return false;
  // Ends that come too early are also those of a connection.
  const early = error.code === '32' && /While reading or decompressing/.test(error.message);
  return DAMAGE_CODES.has(error.code) || early;
}

/** True when the engine or a node of it did not answer: nothing is wrong with the question. */
export function isAway(error: unknown): boolean {
  if (isDamage(error)) return false;
  if (error instanceof ClickHouseError) return AWAY_CODES.has(error.code) || hasLostTables(error) || isBusy(error);
  if (!(error instanceof Error) || error instanceof AppError) return false;
  // Of sockets and names: ECONNRESET, ENOTFOUND, EAI_AGAIN, EPIPE and their like.
  return (
    /^E[A-Z_]+$/.test(codeOf(error)) || /socket hang up|Timeout error|aborted|Premature close/i.test(error.message)
  );
}

/** True when a node does not have the tables any more that were made there: they are to be made again. */
export const hasLostTables = (error: unknown): boolean =>
  error instanceof ClickHouseError && LOST_CODES.has(error.code);

/** True when the statement cannot have reached anybody. */
export const isUnsent = (error: unknown): boolean =>
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(codeOf(error));

/** What a reader is told; the engine's own words stay behind, since they may quote data. */
export function told(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || error.name === 'AbortError') return error;
  if (codeOf(error) === DISK_FULL) {
    return unavailable(
      "The ledger's disk is full: it can be read, and takes new lines when there is room again.",
      error,
    );
  }
  if (isDamage(error)) {
    return unavailable('Some lines of the ledger are damaged. They are being looked for, and read again.', error);
  }
  if (isAway(error)) return unavailable(null, error);
  if (!LIMIT_CODES.has(codeOf(error))) return error;
  return new AppError(
    'ledger_limit',
    'That reads more than the ledger may at once. Choose a shorter period or more filters.',
    { cause: error },
  );
}

export function unavailable(detail: string | null, cause?: unknown): AppError {
  return new AppError(
    'ledger_unavailable',
    detail ?? 'The ledger does not answer at the moment. It is tried again by itself, and nothing is lost.',
    { retryAfter: RETRY_AFTER_S, cause },
  );
}

/** The engine does well, and has as much to do as it may at once. */
export const busy = (detail: string): AppError => new AppError('ledger_busy', detail, { retryAfter: RETRY_AFTER_S });

/** What a log may say of a failure: codes, never its text. */
export function nameOf(error: unknown): string {
  if (error instanceof AppError) return [error.code, codeOf(error.cause)].filter(Boolean).join(' ');
  return codeOf(error) || (error instanceof Error ? error.name : 'unknown');
}
