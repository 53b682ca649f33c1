import { useBusinessNow } from '@/components/ui/clock';
import { earliestCycle } from '@/lib/cycles';
import type { Unpublished } from '@/lib/explore/schema';

/** Whether a sync can bring any of it: what the upstream does not keep any more, none does. */
export function useCanCome(unpublished: readonly Unpublished[]): boolean {
  const now = useBusinessNow();
  return now === null || unpublished.some(({ cycle }) => cycle >= earliestCycle(new Date(now)));
}
