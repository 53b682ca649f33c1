/** Why the service did not accept a signature, as far as its answer and our own knowledge tell. */
export type KeyVerdict =
  | { reason: 'clock'; offMinutes: number }
  | { reason: 'locked' }
  /** Was accepted before: revoked or replaced, or locked by failures of another program. */
  | { reason: 'revoked' }
  | { reason: 'wrong' };

export interface RefusedSignature {
  /** `Date` of the answer. */
  date: string | undefined;
  /** Body of the answer; only looked through for the word that names a lock-out. */
  text: string;
}

/**
 * The service refuses signatures that are 15 minutes old, a figure that nobody has confirmed (contract 1.3): a clock
 * that is off by more than ten is the reason, one that is off by less is not.
 */
const SKEW_MINUTES = 10;
const LOCKED = /\block(ed|out)?\b|lock-out/i;

export function judge({ date, text }: RefusedSignature, known: { now: Date; acceptedBefore: boolean }): KeyVerdict {
  const theirs = Date.parse(date ?? '');
  const offMinutes = Number.isNaN(theirs) ? 0 : (known.now.getTime() - theirs) / 60_000;
  if (Math.abs(offMinutes) >= SKEW_MINUTES) return { reason: 'clock', offMinutes: Math.round(offMinutes) };
  if (LOCKED.test(text)) return { reason: 'locked' };
  return { reason: known.acceptedBefore ? 'revoked' : 'wrong' };
}

const MINUTE_MS = 60_000;

/** How long calls with the key stop; null until it is changed. */
export function stopMs({ reason }: KeyVerdict): number | null {
  if (reason === 'clock') return MINUTE_MS;
  // The service locks for five minutes, and a call that came a moment early would start them again.
  return reason === 'wrong' ? null : 5 * MINUTE_MS + 5000;
}

/** What is told to people; `code` is the service's own. */
export function explain(verdict: KeyVerdict, code: string | undefined): string {
  const suffix = code ? ` (${code})` : '';
  switch (verdict.reason) {
    case 'clock': {
      const { offMinutes } = verdict;
      const direction = offMinutes > 0 ? 'fast' : 'slow';
      return `This server's clock is off by ${Math.abs(offMinutes)} min (it is ${direction}), so the billing service does not accept its signatures${suffix}. Set the clock; calls go on by themselves.`;
    }
    case 'locked':
      return `The access key is locked after too many failed calls${suffix}. The billing service lifts that after five minutes; calls stop until then.`;
    case 'revoked':
      return `The billing service no longer accepts the access key${suffix}: it was revoked or replaced, or another program got it locked. Calls stop for five minutes, or until the key is changed.`;
    default:
      return `The billing service did not accept the access key${suffix}. Calls with it stop until it is changed, so that the service does not lock it. Check the key and its secret.`;
  }
}
