import { addCycles, CYCLES_KEPT, type Cycle, cyclesBetween, FIRST_CYCLE, parseCycle } from '@/lib/cycles';
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

/**
 * A period that cannot be. The upstream keeps the open cycle and the 35 before it (contract 5.4); the ledger keeps what it
 * once had, so that older cycles may be asked for.
 */
export function periodProblem(filters: PeriodFilters, thisCycle: Cycle): FilterProblem | null {
  for (const field of ['cycle', 'from', 'to'] as const) {
    const given = filters[field];
    if (!given) continue;
    if (given > thisCycle) return { field, problem: `is later than the open cycle ${thisCycle}` };
    if (given < FIRST_CYCLE) return { field, problem: `is earlier than ${FIRST_CYCLE}, the first cycle there is` };
  }
  const first = addCycles(thisCycle, 1 - CYCLES_KEPT);
  if (filters.to && !filters.from && filters.to < first) {
    return { field: 'to', problem: `is earlier than ${first}, where a period without \`from\` begins` };
  }
  return null;
}

function asCycle(text: string): Cycle {
  const cycle = parseCycle(text);
  if (!cycle) throw new RangeError(`not a cycle: ${text.slice(0, 20)}`);
  return cycle;
}
