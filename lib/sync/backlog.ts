import type { Cycle } from '@/lib/cycles';
import type { LineFactName } from '@/lib/ledger/line-fact';
import type { ListProgress } from './progress';

/** What the service lets through of each list (contract 1.7). */
const PAGES_A_SECOND = 10;
/** While another month begins, at least. */
const FEW_PAGES = 12;
const LISTS = 2;
/** A list that takes longer to say how long it is may never say it: others are not kept waiting for it. */
const LONGEST_GUESS_MS = 5000;

interface Month {
  begunAt: number;
  /** Pages that are still to come; of a list that has not said how long it is, as many as are expected. */
  left: Record<LineFactName, number>;
  /** Pages that came before the list was known to be so long: the first one tells. */
  early: Record<LineFactName, number>;
  /** Lists that have said how long they are. */
  known: Set<LineFactName>;
}

/**
 * Pages that are still to come of the months that are being read. Another month begins when they are few: then the quota
 * is used to the end of each month, and months end one after the other. Begun all at once, they would share the quota,
 * end all at once, and nothing would be asked for while the ledger takes and proves them.
 */
export class Backlog {
  readonly #months = new Map<Cycle, Month>();
  readonly #now: () => number;
  /** Of a list that has not said yet how long it is: as many pages as that of the month before had. */
  readonly #expected = { usage_lines: FEW_PAGES, fee_lines: FEW_PAGES };
  /** How long a month takes to begin: its summary, then the first page of each list. */
  #beginMs = 0;
  #onLow = () => {};

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @param hasFailed it could not be read lately: nothing is expected of it until it says more */
  begin(cycle: Cycle, { hasFailed = false }: { hasFailed?: boolean } = {}): void {
    const left = hasFailed ? { usage_lines: 0, fee_lines: 0 } : { ...this.#expected };
    const early = { usage_lines: 0, fee_lines: 0 };
    this.#change(() => this.#months.set(cycle, { begunAt: this.#now(), left, early, known: new Set() }));
  }

  list(cycle: Cycle, { list, rows, pages, rowsThere }: ListProgress): void {
    const month = this.#months.get(cycle);
    if (!month) return;
    this.#change(() => {
      this.#expected[list] = pages;
      const there = rows > 0 ? Math.floor((pages * rowsThere) / rows) : pages;
      month.left[list] = Math.max(0, pages - there - month.early[list]);
      month.early[list] = 0;
      if (month.known.has(list) || month.known.add(list).size < LISTS) return;
      // One that is quick, or goes on, says little of the next one.
      this.#beginMs = Math.max(this.#now() - month.begunAt, this.#beginMs / 2);
    });
  }

  page(cycle: Cycle, list: LineFactName): void {
    const month = this.#months.get(cycle);
    if (!month) return;
    this.#change(() => {
      month.left[list] = Math.max(0, month.left[list] - 1);
      if (!month.known.has(list)) month.early[list] += 1;
    });
  }

  end(cycle: Cycle): void {
    this.#change(() => this.#months.delete(cycle));
  }

  get isLow(): boolean {
    const months = [...this.#months.values()];
    const silentSince = this.#now() - Math.max(LONGEST_GUESS_MS, 2 * this.#beginMs);
    const counts = ({ known, begunAt }: Month, list: LineFactName) => known.has(list) || begunAt > silentSince;
    const leftOf = (list: LineFactName) =>
      months.reduce((sum, month) => sum + (counts(month, list) ? month.left[list] : 0), 0);
    const few = Math.max(FEW_PAGES, (PAGES_A_SECOND * this.#beginMs) / 1000);
    // Each list has a quota of its own: the longer one decides when all of it has come.
    return Math.max(leftOf('usage_lines'), leftOf('fee_lines')) < few;
  }

  /** Resolves when it has become low, the next time that it was not; for one who waits, who may ask again any time. */
  becomesLow(): Promise<void> {
    return new Promise((resolve) => {
      this.#onLow = resolve;
    });
  }

  #change(change: () => void): void {
    const wasLow = this.isLow;
    change();
    if (!wasLow && this.isLow) this.#onLow();
  }
}
