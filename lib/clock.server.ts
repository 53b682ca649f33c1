import 'server-only';

/** Business time: the machine's, or that of a sandbox on loopback. Signatures and sessions use the machine's own. */
export interface Clock {
  now(): Date;
}

interface SandboxReading {
  /** Sandbox time of the latest answer, and when it was read here. */
  at: number;
  readAt: number;
  running: boolean;
}

/** A standing clock gives the same instant twice, a running one moves on between two answers. */
const STANDS_WITHIN_MS = 5;
const TELLING_GAP_MS = 50;
/** Two answers may have travelled for different times. */
const LATENCY_MS = 40;

/** Follows `X-Sandbox-Time`: running or standing, told apart by two answers; running until then. */
export class FollowingClock implements Clock {
  private reading: SandboxReading | null = null;

  constructor(private readonly machine: () => number = Date.now) {}

  now(): Date {
    const machineNow = this.machine();
    if (!this.reading) return new Date(machineNow);
    const { at, readAt, running } = this.reading;
    return new Date(running ? at + (machineNow - readAt) : at);
  }

  /** `instant` is the header of an answer that has just come; text that is no instant is ignored. */
  follow(instant: string): void {
    const at = Date.parse(instant);
    if (Number.isNaN(at)) return;
    const readAt = this.machine();
    this.reading = { at, readAt, running: this.isRunning(at, readAt) };
  }

  private isRunning(at: number, readAt: number): boolean {
    const before = this.reading;
    if (!before) return true;
    const here = readAt - before.readAt;
    const there = at - before.at;
    if (here >= TELLING_GAP_MS && Math.abs(there) <= STANDS_WITHIN_MS) return false;
    if (here >= TELLING_GAP_MS && Math.abs(there - here) <= Math.max(LATENCY_MS, here / 10)) return true;
    // Two answers in one breath, or a clock moved by hand, tell nothing: wait for the next.
    return before.running;
  }
}

const shared = globalThis as typeof globalThis & { suanpanClock?: FollowingClock };

/** The clock of this process. */
export function businessClock(): FollowingClock {
  shared.suanpanClock ??= new FollowingClock();
  return shared.suanpanClock;
}
