import type { Release, Slots } from '@/lib/slots';
import { busy } from './faults';

/** What takes the places, in words for who waits for one. */
const TAKEN = {
  reads: 'The ledger answers as many questions as it can at once. Try again in a minute.',
  downloads: 'Other downloads are being read, as many as there may be at once. Try again in a minute.',
} as const;

interface Waiting {
  of: keyof typeof TAKEN;
  signal?: AbortSignal;
  /** Of how long it may take. */
  late: AbortSignal;
  /** Before answers that were not begun. */
  first?: boolean;
}

/**
 * One of the few places that there are at the engine.
 * @throws AppError `ledger_busy` when none was free in time, the reason of `signal`
 */
export async function placeIn(slots: Slots, { of, signal, late, first }: Waiting): Promise<Release> {
  const given = signal ? AbortSignal.any([signal, late]) : late;
  return slots.enter(given, { first }).catch((error: unknown) => {
    if (signal?.aborted || !late.aborted) throw error;
    throw busy(TAKEN[of]);
  });
}
