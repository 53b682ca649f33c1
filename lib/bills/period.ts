import { addCycles, CYCLES_KEPT, type Cycle, cyclesBetween, parseCycle } from '@/lib/cycles';
import type { FilterProblem } from '@/lib/query/filters';

export interface PeriodFilters {
  cycle: string | null;
  from: string | null;
  to: string | null;
}

/**
 * The cycles that a view covers, oldest first. Without a period: the open cycle.
 * `from` alone runs to the open cycle, `to` alone starts at the earliest cycle that the upstream keeps.
 */
export function cyclesOf({ cycle, from, to }: PeriodFilters, thisCycle: Cycle): Cycle[] {
  if (cycle) return [asCycle(cycle)];
  if (!from && !to) return [thisCycle];
  const first = from ? asCycle(from) : addCycles(thisCycle, 1 - CYCLES_KEPT);
  return cyclesBetween(first, to ? asCycle(to) : thisCycle);
}

/** A period that the upstream cannot answer: it keeps the open cycle and the 35 before it (contract 5.4). */
export function periodProblem(filters: PeriodFilters, thisCycle: Cycle): FilterProblem | null {
  const earliest = addCycles(thisCycle, 1 - CYCLES_KEPT);
  for (const field of ['cycle', 'from', 'to'] as const) {
    const given = filters[field];
    if (!given) continue;
    if (given > thisCycle) return { field, problem: `is later than the open cycle ${thisCycle}` };
    if (given < earliest) return { field, problem: `is earlier than ${earliest}, the first cycle that can be read` };
  }
  return null;
}

function asCycle(text: string): Cycle {
  const cycle = parseCycle(text);
  if (!cycle) throw new RangeError(`not a cycle: ${text.slice(0, 20)}`);
  return cycle;
}
