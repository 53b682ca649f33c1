import { Breakers } from './breakers';
import { Bulkhead } from './bulkhead';
import { KeyWatch } from './key-watch';
import { RetryBudget } from './retry-budget';
import { realTiming, type Timing } from './timing';

/** What stands between a call and the service; one set for all accounts of a process. */
export interface Guards {
  timing: Timing;
  keys: KeyWatch;
  breakers: Breakers;
  bulkhead: Bulkhead;
  budget: RetryBudget;
}

export interface GuardOptions {
  timing?: Timing;
  /** Real time, which signatures carry. */
  wallClock?: () => Date;
  /** Calls of one operation and account on their way at once. */
  concurrency?: number;
}

export function makeGuards({
  timing = realTiming,
  wallClock = () => new Date(),
  concurrency,
}: GuardOptions = {}): Guards {
  return {
    timing,
    keys: new KeyWatch(timing, wallClock),
    breakers: new Breakers({ timing }),
    bulkhead: new Bulkhead(concurrency),
    budget: new RetryBudget({ timing }),
  };
}
