/** Business time: runs with the machine's clock, or stands where it was set. Signatures never look at it. */
export class BusinessClock {
  private offset = 0;
  private standing: number | null;

  constructor(fixed: number | null) {
    this.standing = fixed;
  }

  now(): number {
    return this.standing ?? Date.now() + this.offset;
  }

  set(instant: number): void {
    if (this.standing !== null) this.standing = instant;
    else this.offset = instant - Date.now();
  }

  advance(milliseconds: number): void {
    this.set(this.now() + milliseconds);
  }

  get stands(): boolean {
    return this.standing !== null;
  }
}
