import type { CycleState } from '@/lib/cycles';

interface Read {
  /** ISO instant of the reading. */
  asOf: string;
  /** State of the cycle when it was read. */
  cycleState: CycleState;
}

/**
 * ISO instant as of which figures of these versions stand: that of the oldest one that may still change, since what is final
 * stands whenever it was read; of the oldest one when all are final. Null of none.
 */
export function asOfVersions(versions: readonly Read[]): string | null {
  const moving = versions.filter(({ cycleState }) => cycleState !== 'final');
  const instants = (moving.length > 0 ? moving : versions).map(({ asOf }) => asOf);
  return instants.sort()[0] ?? null;
}
