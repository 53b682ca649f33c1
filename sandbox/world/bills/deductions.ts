import { dayOf, dayStart, daysIn, firstDayOf } from '../../wire/times';
import { type Package, type PackageItem, quotaPeriod } from '../packages';
import type { UsageStream } from './usage-stream';

/** What a package paid of one resource's usage on one day. Amounts are thousandths of a unit. */
export interface Deduction {
  bought: Package;
  item: PackageItem;
  stream: UsageStream;
  day: number;
  /** Left in the period before it, and used by it. */
  before: number;
  used: number;
}

/**
 * Plays the packages of an account against the usage they cover, day by day from their beginning, so that what is left
 * at any time follows from the usage lines themselves. The package that ends first is used first.
 */
export class Deductions {
  private readonly byCycle = new Map<number, readonly Deduction[]>();
  private readonly left = new Map<PackageItem, { period: number; left: number }>();
  private next: number;

  constructor(
    readonly packages: readonly Package[],
    private readonly from: number,
    private readonly streamAt: (cycle: number, place: number) => UsageStream | null,
  ) {
    this.next = from;
  }

  /** Deductions of a cycle, by day. */
  inCycle(cycle: number): readonly Deduction[] {
    for (; this.next <= cycle; this.next += 1) this.byCycle.set(this.next, this.play(this.next));
    return this.byCycle.get(cycle) ?? [];
  }

  /** Usage covered on each day of a cycle, of the resource at a place of the menu. */
  coveredAt(cycle: number, place: number): ReadonlyMap<number, number> {
    const covered = new Map<number, number>();
    for (const { item, day, used } of this.inCycle(cycle)) {
      if (item.place === place) covered.set(day, (covered.get(day) ?? 0) + used);
    }
    return covered;
  }

  /** What is left of an item in the period that an instant is in, counting what had been deducted by then. */
  leftAt(bought: Package, item: PackageItem, now: number): { left: number; from: number; to: number } {
    const last = dayOf(bought.to);
    const day = Math.min(Math.max(dayOf(now), dayOf(bought.from)), last);
    const period = quotaPeriod(bought, day);
    let left = item.quota;
    for (const found of this.of(item, { from: period.from, to: period.to - 1 })) {
      if (found.stream.time(found.day * 24) <= now) left = found.before - found.used;
    }
    return { left, ...period };
  }

  /** Deductions on a run of days, both ends included, of one item or of all. */
  of(item: PackageItem | null, days: { from: number; to: number }): Deduction[] {
    const found: Deduction[] = [];
    for (let cycle = cycleOfDay(days.from); cycle <= cycleOfDay(days.to); cycle += 1) {
      if (cycle < this.from) continue;
      for (const deduction of this.inCycle(cycle)) {
        if (deduction.day < days.from || deduction.day > days.to) continue;
        if (item === null || deduction.item === item) found.push(deduction);
      }
    }
    return found;
  }

  private play(cycle: number): Deduction[] {
    const found: Deduction[] = [];
    const first = firstDayOf(cycle);
    const end = dayStart(first + daysIn(cycle));
    const bought = this.packages
      .filter((one) => one.from < end && one.to > dayStart(first))
      .sort((a, b) => a.to - b.to);
    const places = [...new Set(bought.flatMap((one) => one.items.map((item) => item.place)))];
    for (const place of places) {
      const stream = this.streamAt(cycle, place);
      if (!stream) continue;
      for (let day = first; day < first + daysIn(cycle); day += 1)
        found.push(...this.deduct(bought, stream, { place, day }));
    }
    return found.sort((a, b) => a.day - b.day);
  }

  private deduct(bought: readonly Package[], stream: UsageStream, at: { place: number; day: number }): Deduction[] {
    const { place, day } = at;
    const found: Deduction[] = [];
    let open = stream.usageOn(day);
    for (const one of bought) {
      const item = one.items.find((each) => each.place === place);
      if (!item || dayStart(day) < one.from || dayStart(day) >= Math.min(one.to, one.endedAt ?? one.to)) continue;
      const period = quotaPeriod(one, day).from;
      const known = this.left.get(item);
      const before = known?.period === period ? known.left : item.quota;
      const used = Math.min(before, open);
      this.left.set(item, { period, left: before - used });
      if (used === 0) continue;
      found.push({ bought: one, item, stream, day, before, used });
      open -= used;
    }
    return found;
  }
}

function cycleOfDay(day: number): number {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
