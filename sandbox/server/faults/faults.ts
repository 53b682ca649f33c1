import { type Random, randomFrom } from '../../world/random';
import { describeIssue } from '../describe-issue';
import { isAimedAt, type Target } from './aim';
import { type Fault, faultInput } from './fault';

/** A fault at work on one call. */
export interface Applied {
  fault: Fault;
  /** Counts the calls that this fault has been applied to, from 1. */
  nth: number;
  random: Random;
  seed: number;
  /** Rows by which a list has shifted under its reader; pages after the first move it on, up to `times`. */
  shiftOf(list: string, offset: number): number;
}

interface InForce {
  fault: Fault;
  seen: number;
  applied: number;
  random: Random;
  until: number;
  shifts: Map<string, number>;
}

const MOST_LISTS = 10_000;

/** The faults set through the control port, oldest first; the first that applies wins. The same seed gives the same outcomes. */
export class Faults {
  private list: InForce[] = [];
  private next = 1;

  constructor(
    private readonly seed: number,
    private readonly realNow: () => number = Date.now,
  ) {}

  /** Throws an Error that names the member when the input is no fault. */
  add(input: unknown): Fault {
    const read = faultInput.safeParse(withKind(input));
    if (!read.success) throw new Error(describeIssue(read.error));
    const fault: Fault = { ...read.data, id: this.next };
    this.next += 1;
    this.list.push({
      fault,
      seen: 0,
      applied: 0,
      random: randomFrom(this.seed, 0xfa017, fault.id),
      until: fault.forMs === null ? Infinity : this.realNow() + fault.forMs,
      shifts: new Map(),
    });
    return fault;
  }

  /** Removes all, or one; says whether there was one to remove. */
  clear(id: number | null = null): boolean {
    const before = this.list.length;
    this.list = id === null ? [] : this.list.filter(({ fault }) => fault.id !== id);
    return id === null || this.list.length < before;
  }

  /** Each with the calls it still applies to and those it has been applied to. */
  all(): readonly (Fault & { applied: number })[] {
    this.expire();
    return this.list.map(({ fault, applied }) => ({
      ...fault,
      count: fault.count === null ? null : fault.count - applied,
      applied,
    }));
  }

  take(target: Target): Applied | null {
    this.expire();
    for (const force of this.list) {
      if (!isAimedAt(force.fault, target)) continue;
      force.seen += 1;
      if (!isDue(force)) continue;
      force.applied += 1;
      if (force.applied === force.fault.count) this.clear(force.fault.id);
      return {
        fault: force.fault,
        nth: force.applied,
        random: force.random,
        seed: this.seed,
        shiftOf: (list, offset) => shiftOf(force, list, offset),
      };
    }
    return null;
  }

  private expire(): void {
    const now = this.realNow();
    this.list = this.list.filter(({ until }) => until > now);
  }
}

function isDue({ fault, seen, random }: InForce): boolean {
  const turn = seen - fault.after - 1;
  if (turn < 0) return false;
  if (fault.burst && turn % (fault.burst.fail + fault.burst.pass) >= fault.burst.fail) return false;
  return fault.probability >= 1 || random.unit() < fault.probability;
}

function shiftOf({ fault, shifts }: InForce, list: string, offset: number): number {
  if (fault.kind !== 'shift') return 0;
  const before = shifts.get(list) ?? 0;
  if (offset === 0 || before >= fault.times) return before * fault.rows;
  if (shifts.size >= MOST_LISTS) shifts.clear();
  shifts.set(list, before + 1);
  return (before + 1) * fault.rows;
}

/** Members that are null are as absent; without `kind` the members tell it, as `{"status":503}` or `{"drop":"middle"}`. */
function withKind(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const { throttle, ...given } = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
  if (given.kind !== undefined) return { ...given, ...(throttle === undefined ? {} : { throttle }) };
  if (throttle === true) return { kind: 'throttle', ...given };
  if (throttle !== undefined && throttle !== false) throw new Error('throttle: must be true or false');
  if (given.drop !== undefined) return { kind: 'drop', ...given };
  return { kind: given.status === undefined ? 'delay' : 'status', ...given };
}
