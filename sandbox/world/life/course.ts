import { DAY, HOUR, MINUTE } from '../../wire/times';
import { itemsOf, type Order, type Payment, type Step } from '../order';
import { spendBenefit } from '../ordering';
import { hashText, type Random } from '../random';
import { chargeOther, reduceTo } from './repricing';
import type { Story } from './story';

/** How an order moves through its states when nobody else acts on it. */
export type Course = 'prompt' | 'approval' | 'unpaid' | 'confirmation' | 'slow' | 'system' | 'caller';

/** An order that waits for payment lapses after this time. */
export const PAY_WITHIN = 7 * DAY;

const whole = (at: number): number => Math.floor(at / 1000) * 1000;
const days = (random: Random, from: number, to: number): number =>
  Math.floor((random.unit() * (to - from) + from) * 24) * HOUR + random.between(0, 3599) * 1000;

function enter(story: Story, order: Order, status: Step['status']): void {
  order.steps.push({ at: whole(story.now), status });
}

/**
 * Sets an order on its course. Waiting courses last long enough that some order of an account always waits.
 * `spend` is what the simulated customer does when it pays: coupons and cards.
 */
export function start(story: Story, order: Order, course: Course, spend: () => void = () => undefined): void {
  const random = story.random(1, hashText(order.id));
  const later = (after: number, run: () => void) => story.plan(story.now + after, order, run);
  const pay = (takes?: number) => () => {
    spend();
    settle(story, order, { random, takes });
  };
  const payAfter = (after: number, takes?: number) => later(after, pay(takes));
  switch (course) {
    case 'approval':
      // Who approves is inside the customer's company; the simulation decides for them.
      enter(story, order, 1);
      later(days(random, 6.2, 9), () => {
        if (random.chance(0.15)) enter(story, order, 4);
        else awaitPayment(story, order, { random, pay: pay() });
      });
      return;
    case 'confirmation':
      enter(story, order, 9);
      later(days(random, 12.2, 14), () => {
        if (random.chance(0.2)) return enter(story, order, 4);
        waitUntilDeadline(story, order);
        return payAfter(random.between(10, 300) * MINUTE);
      });
      return;
    case 'unpaid':
      return awaitPayment(story, order, { random, pay: pay() });
    case 'slow':
      waitUntilDeadline(story, order);
      return payAfter(random.between(5, 90) * MINUTE, days(random, 12.2, 14));
    case 'prompt':
      waitUntilDeadline(story, order);
      if (random.chance(0.06)) return later(random.between(10, 2880) * MINUTE, () => cancel(story, order));
      return payAfter(random.between(2, 60) * MINUTE);
    case 'caller':
      return waitUntilDeadline(story, order);
    case 'system':
      return pay()();
  }
}

/** Most of these are paid shortly before the deadline, the others lapse. */
function awaitPayment(story: Story, order: Order, then: { random: Random; pay: () => void }): void {
  waitUntilDeadline(story, order);
  if (then.random.chance(0.4)) return;
  story.plan(story.now + days(then.random, 6.1, 6.9), order, then.pay);
}

function waitUntilDeadline(story: Story, order: Order): void {
  enter(story, order, 6);
  order.deadline = whole(story.now) + PAY_WITHIN;
  story.plan(order.deadline, order, () => enter(story, order, 4));
}

/** Ends an order that waits. */
export function cancel(story: Story, order: Order): void {
  story.stage.cancel(order);
  enter(story, order, 4);
}

/** Pays, processes and in a while completes an order; nothing else will happen to it. */
export function settle(story: Story, order: Order, how: { random: Random; takes?: number | undefined }): void {
  story.stage.cancel(order);
  enter(story, order, 3);
  order.paidAt = whole(story.now);
  const takes = how.takes ?? how.random.between(40, 1200) * 1000;
  story.plan(order.paidAt + takes, order, () => {
    enter(story, order, 5);
    order.completedAt = whole(story.now);
    story.complete(order);
  });
  story.stage.billed();
}

/** A caller's payment: the discount it chose, then coupons and cards; the resources are there in seconds to minutes. */
export function settleWith(story: Story, order: Order, payment: Payment): void {
  order.payment = payment;
  if (payment.discount) reduceTo(order, payment.discount.units);
  if (payment.fault?.world === 'otherAmount') chargeOther(order, payment.fault.by);
  for (const { kind, units } of payment.benefits) spendBenefit(itemsOf(order), kind, units);
  const random = story.random(3, hashText(order.id));
  settle(story, order, { random, takes: random.between(10, 180) * 1000 });
}
