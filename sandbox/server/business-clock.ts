/** Business time: runs with the machine's clock, or stands where it was set. Signatures never look at it. */
export class BusinessClock {
  /** Business time when the sandbox started. */
  readonly startedAt: number;
  private offset = 0;
  private standing: number | null;

  constructor(fixed: number | null) {
    this.standing = fixed;
    this.startedAt = this.now();
  }

  now(): number {
    return this.standing ?? Date.now() + this.offset;
  }

  /** A standing clock stands at the new instant; a running one runs on from it. */
  set(instant: number): void {
    if (this.standing !== null) this.standing = instant;
    else this.offset = instant - Date.now();
  }

  get stands(): boolean {
    return this.standing !== null;
  }
}
