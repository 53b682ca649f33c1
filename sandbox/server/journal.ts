/** One call; what is not known yet is null. */
export interface JournalEntry {
  /** Real time of arrival, ISO. */
  at: string;
  /** The same on a clock that never jumps: milliseconds since the sandbox started, to the microsecond. */
  arrivedMs: number;
  businessTime: string;
  requestId: string;
  method: string;
  /** Path and query as on the request line. */
  path: string;
  operation: string | null;
  account: string | null;
  /** Counts the calls with the same account, method, path, query and body, from 1. */
  attempt: number | null;
  /** 0 when the connection ended without an answer; null while there is none yet. */
  status: number | null;
  code: string | null;
  /** Milliseconds from arrival to the last byte handed over. */
  duration: number | null;
  bytes: number;
  fault: { id: number; kind: string; name: string | null } | null;
  /** The client ended the connection before the answer was over. */
  hungUp: boolean;
}

export interface JournalFilter {
  operation: string | null;
  account: string | null;
  since: string | null;
  status: number | null;
  limit: number;
}

const CAPACITY = 50_000;

/** Every call in order of arrival; the oldest are forgotten beyond fifty thousand. */
export class Journal {
  private entries: JournalEntry[] = [];
  private forgotten = 0;
  private attempts = new Map<string, number>();

  add(entry: JournalEntry): void {
    this.entries.push(entry);
    if (this.entries.length > CAPACITY * 1.1) {
      this.forgotten += this.entries.length - CAPACITY;
      this.entries = this.entries.slice(-CAPACITY);
    }
  }

  /** How often this very request has been made, this time included. */
  attemptOf(request: string): number {
    const attempt = (this.attempts.get(request) ?? 0) + 1;
    if (this.attempts.size >= CAPACITY) this.attempts.clear();
    this.attempts.set(request, attempt);
    return attempt;
  }

  clear(): void {
    this.entries = [];
    this.forgotten = 0;
    this.attempts.clear();
  }

  /** The last entries that match, oldest first, and how many match at all. */
  find(filter: JournalFilter) {
    const entries = this.entries.filter(
      (entry) =>
        (filter.operation === null || entry.operation === filter.operation) &&
        (filter.account === null || entry.account === filter.account) &&
        (filter.status === null || entry.status === filter.status) &&
        (filter.since === null || entry.at >= filter.since),
    );
    const last = filter.limit > 0 ? entries.slice(-filter.limit) : [];
    return { total: entries.length, forgotten: this.forgotten, entries: last };
  }
}
