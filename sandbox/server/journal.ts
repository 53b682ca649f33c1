export interface JournalEntry {
  /** Real time of arrival, ISO. */
  at: string;
  businessTime: string;
  requestId: string;
  method: string;
  path: string;
  operation: string | null;
  account: string | null;
  status: number;
  code: string | null;
  /** Milliseconds from arrival to the last byte handed over. */
  duration: number;
  bytes: number;
  fault: string | null;
}

const CAPACITY = 50_000;

/** Every call in order of completion; the oldest are forgotten beyond fifty thousand. */
export class Journal {
  private entries: JournalEntry[] = [];
  private forgotten = 0;

  add(entry: JournalEntry): void {
    this.entries.push(entry);
    if (this.entries.length > CAPACITY * 1.1) {
      this.forgotten += this.entries.length - CAPACITY;
      this.entries = this.entries.slice(-CAPACITY);
    }
  }

  clear(): void {
    this.entries = [];
    this.forgotten = 0;
  }

  find(filter: { operation: string | null; account: string | null; since: string | null }) {
    const entries = this.entries.filter(
      (entry) =>
        (filter.operation === null || entry.operation === filter.operation) &&
        (filter.account === null || entry.account === filter.account) &&
        (filter.since === null || entry.at >= filter.since),
    );
    return { total: entries.length, forgotten: this.forgotten, entries };
  }
}
