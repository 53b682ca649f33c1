import type { Cycle } from '@/lib/cycles';
import type { LineFactName } from '@/lib/ledger/line-fact';
import type { ListProgress } from './progress';

/** What the service lets through of each list (contract 1.7). */
const PAGES_A_SECOND = 10;
/** While another month begins, at least. */
const FEW_PAGES = 12;
const LISTS = 2;

interface Month {
  begunAt: number;
  /** Pages that are still to come. */
  left: Record<LineFactName, number>;
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

  begin(cycle: Cycle): void {
    this.#months.set(cycle, { begunAt: this.#now(), left: { ...this.#expected }, known: new Set() });
  }

  list(cycle: Cycle, { list, rows, pages, rowsThere }: ListProgress): void {
    const month = this.#months.get(cycle);
    if (!month) return;
    this.#change(() => {
      this.#expected[list] = pages;
      month.left[list] = rows > 0 ? pages - Math.floor((pages * rowsThere) / rows) : 0;
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
    });
  }

  end(cycle: Cycle): void {
    this.#change(() => this.#months.delete(cycle));
  }

  get isLow(): boolean {
    const months = [...this.#months.values()];
    const leftOf = (list: LineFactName) => months.reduce((sum, { left }) => sum + left[list], 0);
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
