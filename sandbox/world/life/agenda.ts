/** Something that will happen at an instant of business time. */
export interface Entry {
  at: number;
  /** Purchases are numbered; at one instant they take turns by number, so that no one waits for another. */
  story: number;
  /** 1 for what a caller did: at one instant it comes after what had been planned before. */
  rank: 0 | 1;
  /** What it concerns; entries are taken back by it. */
  about: object;
  run: () => void;
}

interface Placed extends Entry {
  sequence: number;
  cancelled: boolean;
}

const isBefore = (a: Placed, b: Placed): boolean =>
  a.at !== b.at
    ? a.at < b.at
    : a.story !== b.story
      ? a.story < b.story
      : a.rank !== b.rank
        ? a.rank < b.rank
        : a.sequence < b.sequence;

/** Everything that is planned, earliest first: a binary heap, for a history has tens of thousands of entries. */
export class Agenda {
  private readonly heap: Placed[] = [];
  private readonly pending = new Map<object, Placed[]>();
  private sequence = 0;

  add(entry: Entry): void {
    const placed = { ...entry, sequence: this.sequence, cancelled: false };
    this.sequence += 1;
    const others = this.pending.get(entry.about);
    if (others) others.push(placed);
    else this.pending.set(entry.about, [placed]);
    this.heap.push(placed);
    this.rise(this.heap.length - 1);
  }

  /** Takes back what is planned about something. */
  cancel(about: object): void {
    for (const entry of this.pending.get(about) ?? []) entry.cancelled = true;
    this.pending.delete(about);
  }

  /** The stories that have something planned by an instant. */
  storiesDue(until: number): Set<number> {
    return new Set(this.heap.filter((entry) => !entry.cancelled && entry.at <= until).map((entry) => entry.story));
  }

  /** The earliest entry that is due by an instant, taken off the agenda. */
  take(until: number): Entry | null {
    for (;;) {
      const first = this.heap[0];
      if (!first || (first.at > until && !first.cancelled)) return null;
      this.removeFirst();
      if (first.cancelled) continue;
      this.settle(first);
      return first;
    }
  }

  private settle(entry: Placed): void {
    const rest = this.pending.get(entry.about)?.filter((other) => other !== entry) ?? [];
    if (rest.length > 0) this.pending.set(entry.about, rest);
    else this.pending.delete(entry.about);
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last && this.heap.length > 0) {
      this.heap[0] = last;
      this.sink(0);
    }
  }

  private rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  private sink(from: number): void {
    for (let at = from; ; ) {
      const [left, right] = [this.heap[2 * at + 1], this.heap[2 * at + 2]];
      if (!left) return;
      const child = right && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
      if (!this.swapIfBefore(child, at)) return;
      at = child;
    }
  }

  private swapIfBefore(one: number, other: number): boolean {
    const [a, b] = [this.heap[one], this.heap[other]];
    if (!a || !b || !isBefore(a, b)) return false;
    this.heap[one] = b;
    this.heap[other] = a;
    return true;
  }
}
