import { AppError } from '@/lib/http/errors';
import { SyncProblem } from './problem';

/** A failure of the sync as it is recorded and shown. */
export interface Told {
  code: string;
  detail: string;
  /** Whose fault it is: of this cycle, of the account and its upstream, or of our own ledger. */
  whose: 'cycle' | 'account' | 'ledger';
}

const ACCOUNT_CODES: ReadonlySet<string> = new Set([
  'upstream_unavailable',
  'upstream_timeout',
  'upstream_throttled',
  'upstream_credentials',
]);
/** The key may not read bills: no cycle can be read. */
const NO_PERMISSION = 'CBC.0151';

/** Decides what waits after a failure: this cycle, everything of its account, or only until the ledger is back. */
export function toldOf(error: unknown): Told {
  if (error instanceof SyncProblem) return { code: error.code, detail: error.message, whose: 'cycle' };
  if (!(error instanceof AppError)) {
    return { code: 'internal', detail: 'Something went wrong here; the log has more.', whose: 'cycle' };
  }
  const { code, message, upstreamCode } = error;
  if (code === 'ledger_unavailable') return { code, detail: message, whose: 'ledger' };
  const ofAccount = ACCOUNT_CODES.has(code) || upstreamCode === NO_PERMISSION;
  return { code, detail: message, whose: ofAccount ? 'account' : 'cycle' };
}
