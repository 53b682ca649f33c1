import type { Order } from '../order';
import { Life, type LifeOptions } from './life';

/**
 * What an account would have ordered up to an instant if no caller had ever done anything. As long as nobody has, that
 * is what it did order, and only purchases that something is still to happen to are told a second time, on to the
 * instant; later the whole course is told apart from the real one. `expectPurchases` adds what is bought elsewhere, new
 * objects at each call.
 */
export function undisturbedCourse(
  life: Life,
  options: Omit<LifeOptions, 'billed'>,
  expectPurchases: (life: Life) => void,
): (until: number) => readonly Order[] {
  // Every cycle asks once, most of them in one go: it need not stay in memory for the next month's sake.
  let course: WeakRef<Life> | null = null;
  const tell = (until: number, only: Life['selects'] = null): Life => {
    const told = new Life(life.account, { ...options, billed: () => undefined }, only);
    expectPurchases(told);
    told.advanceTo(until);
    return told;
  };
  return (until) => {
    if (life.isUntouched) {
      if (life.hasReached(until)) return life.history.orders;
      const open = life.openStories(until);
      const others = life.history.orders.filter((order) => !open.has(life.storyOf(order).number));
      return [...others, ...tell(until, { numbers: open, after: life.frontierDay }).history.orders];
    }
    const told = course?.deref() ?? tell(until);
    course = new WeakRef(told);
    told.advanceTo(until);
    return told.history.orders;
  };
}
