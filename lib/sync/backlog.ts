import type { Cycle } from '@/lib/cycles';
import type { LineFactName } from '@/lib/ledger/line-fact';
import type { ListProgress } from './progress';

/** As many pages as the quota lets through while another month begins: its summary, then the first page of each list. */
const FEW_PAGES = 12;

/**
 * Pages that are still to come of the months that are being read. Another month begins when they are few: then the quota
 * is used to the end of each month, and months end one after the other. Begun all at once, they would share the quota,
 * end all at once, and nothing would be asked for while the ledger takes and proves them.
 */
export class Backlog {
  /** Of a list that has not said yet how long it is: as many as that of the month before had. */
  readonly #expected = { usage_lines: FEW_PAGES, fee_lines: FEW_PAGES };
  readonly #lists = new Map<Cycle, Record<LineFactName, number>>();
  #onLow = () => {};

  begin(cycle: Cycle): void {
    this.#lists.set(cycle, { ...this.#expected });
  }

  list(cycle: Cycle, { list, rows, pages, rowsThere }: ListProgress): void {
    this.#expected[list] = pages;
    this.#set(cycle, list, rows > 0 ? pages - Math.floor((pages * rowsThere) / rows) : 0);
  }

  page(cycle: Cycle, list: LineFactName): void {
    this.#set(cycle, list, (this.#lists.get(cycle)?.[list] ?? 0) - 1);
  }

  end(cycle: Cycle): void {
    this.#change(() => this.#lists.delete(cycle));
  }

  get isLow(): boolean {
    const months = [...this.#lists.values()];
    const left = (list: LineFactName) => months.reduce((sum, pages) => sum + pages[list], 0);
    // Each list has a quota of its own: the longer one decides when all of it has come.
    return Math.max(left('usage_lines'), left('fee_lines')) < FEW_PAGES;
  }

  /** Resolves when it has become low, the next time that it was not; for one who waits, who may ask again any time. */
  becomesLow(): Promise<void> {
    return new Promise((resolve) => {
      this.#onLow = resolve;
    });
  }

  #set(cycle: Cycle, list: LineFactName, pages: number): void {
    const lists = this.#lists.get(cycle);
    if (lists) this.#change(() => (lists[list] = Math.max(0, pages)));
  }

  #change(change: () => void): void {
    const wasLow = this.isLow;
    change();
    if (!wasLow && this.isLow) this.#onLow();
  }
}
