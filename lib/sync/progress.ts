import type { Cycle } from '@/lib/cycles';
import type { LineFactName } from '@/lib/ledger/line-fact';

/** How far the reading of a cycle is. */
export interface CycleProgress {
  pagesDone: number;
  /** Null until both lists have said how long they are. */
  pagesTotal: number | null;
  rowsDone: number;
  rowsTotal: number | null;
  startedAt: number;
}

/** How long a list is, and what was read of it before this process went on with it. */
export interface ListProgress {
  list: LineFactName;
  rows: number;
  pages: number;
  rowsThere: number;
}

interface Running {
  lists: Map<string, { rows: number; pages: number }>;
  pagesDone: number;
  rowsDone: number;
  startedAt: number;
}

const LISTS = 2;
const WINDOW_MS = 20_000;

/** What is being read right now, and how fast: for the page that shows it, of this process only. */
export class SyncProgress {
  readonly #running = new Map<string, Running>();
  readonly #pages = new Map<string, { at: number; rows: number }[]>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  begin(domainId: string, cycle: Cycle): void {
    this.#running.set(`${domainId} ${cycle}`, { lists: new Map(), pagesDone: 0, rowsDone: 0, startedAt: this.now() });
  }

  list(domainId: string, cycle: Cycle, { list, rows, pages, rowsThere }: ListProgress): void {
    const running = this.#running.get(`${domainId} ${cycle}`);
    if (!running) return;
    running.lists.set(list, { rows, pages });
    running.rowsDone += rowsThere;
    running.pagesDone += rows > 0 ? Math.floor((pages * rowsThere) / rows) : 0;
  }

  page(domainId: string, cycle: Cycle, rows: number): void {
    const running = this.#running.get(`${domainId} ${cycle}`);
    if (running) {
      running.pagesDone += 1;
      running.rowsDone += rows;
    }
    const recent = this.#recent(domainId);
    recent.push({ at: this.now(), rows });
    this.#pages.set(domainId, recent);
  }

  end(domainId: string, cycle: Cycle): void {
    this.#running.delete(`${domainId} ${cycle}`);
  }

  of(domainId: string, cycle: Cycle): CycleProgress | null {
    const running = this.#running.get(`${domainId} ${cycle}`);
    if (!running) return null;
    const known = running.lists.size === LISTS;
    const lists = [...running.lists.values()];
    const total = (of: 'rows' | 'pages') => (known ? lists.reduce((sum, list) => sum + list[of], 0) : null);
    return {
      pagesDone: running.pagesDone,
      pagesTotal: total('pages'),
      rowsDone: running.rowsDone,
      rowsTotal: total('rows'),
      startedAt: running.startedAt,
    };
  }

  /** Whether any cycle is being read. */
  get reading(): boolean {
    return this.#running.size > 0;
  }

  /** Lines and pages a second of an account over the last seconds. */
  rate(domainId: string): { rows: number; pages: number } {
    const recent = this.#recent(domainId);
    const first = recent[0];
    if (!first) return { rows: 0, pages: 0 };
    const seconds = Math.max(1, (this.now() - first.at) / 1000);
    return { rows: recent.reduce((sum, { rows }) => sum + rows, 0) / seconds, pages: recent.length / seconds };
  }

  #recent(domainId: string) {
    const since = this.now() - WINDOW_MS;
    return (this.#pages.get(domainId) ?? []).filter(({ at }) => at >= since);
  }
}
