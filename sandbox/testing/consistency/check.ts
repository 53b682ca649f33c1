import type { World } from '../../world/world';
import { feeRecords, monthlySum, type Row, usageRecords } from '../read';

/** One account of one world in one billing cycle (`YYYY-MM`), with its bill as the operations give it. */
export interface Subject {
  world: World;
  account: number;
  cycle: string;
  fees: readonly Row[];
  usage: Readonly<Record<1 | 2 | 3, readonly Row[]>>;
  summary: Row;
}

/** What was checked, and what was wrong. */
export class Findings {
  checked = 0;
  readonly violations: string[] = [];

  /** Notes a violation when a value is not what it must be. */
  same(what: string, found: unknown, wanted: unknown): void {
    this.checked += 1;
    if (found !== wanted) this.violations.push(`${what}: ${String(found)} instead of ${String(wanted)}`);
  }

  holds(what: string, holds: boolean): void {
    this.checked += 1;
    if (!holds) this.violations.push(what);
  }
}

export type Check = (subject: Subject, findings: Findings) => void;

/** Reads everything a bill is in one cycle. */
export function readSubject(world: World, account: number, cycle: string): Subject {
  const of = { world, account };
  const usage = (statistic_type: 1 | 2 | 3) => usageRecords(of, { cycle, statistic_type });
  return {
    world,
    account,
    cycle,
    fees: feeRecords(of, { cycle }),
    usage: { 1: usage(1), 2: usage(2), 3: usage(3) },
    summary: monthlySum(of, { bill_cycle: cycle }),
  };
}
