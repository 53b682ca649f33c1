import { DAY, HOUR, MINUTE } from '../wire/times';
import type { Step } from './order';
import type { Random } from './random';

/** How an order moves through its states. */
export type Course = 'prompt' | 'approval' | 'unpaid' | 'confirmation' | 'slow' | 'system';

export interface Timeline {
  steps: Step[];
  paidAt: number | null;
  completedAt: number | null;
  deadline: number | null;
}

const PAY_WITHIN = 7 * DAY;

/** States in time of an order created at an instant. Waiting courses last long enough that some order always waits. */
export function timelineOf(course: Course, at: number, random: Random): Timeline {
  switch (course) {
    case 'approval': {
      const decidedAt = at + days(random, 6.2, 9);
      const first: Step = { at, status: 1 };
      if (random.chance(0.15)) return closed([first, { at: decidedAt, status: 4 }], null);
      return unpaid([first], decidedAt, random);
    }
    case 'unpaid':
      return unpaid([], at, random);
    case 'confirmation': {
      const confirmedAt = at + days(random, 12.2, 14);
      const first: Step = { at, status: 9 };
      if (random.chance(0.2)) return closed([first, { at: confirmedAt, status: 4 }], null);
      return paid([first, { at: confirmedAt, status: 6 }], confirmedAt + random.between(10, 300) * MINUTE, random);
    }
    case 'slow': {
      const paidAt = at + random.between(5, 90) * MINUTE;
      const completedAt = paidAt + days(random, 12.2, 14);
      const steps: Step[] = [
        { at, status: 6 },
        { at: paidAt, status: 3 },
        { at: completedAt, status: 5 },
      ];
      return { steps, paidAt, completedAt, deadline: at + PAY_WITHIN };
    }
    case 'system':
      return paid([], at, random);
    case 'prompt':
      if (random.chance(0.06)) {
        const cancelledAt = at + random.between(10, 2880) * MINUTE;
        return closed(
          [
            { at, status: 6 },
            { at: cancelledAt, status: 4 },
          ],
          at + PAY_WITHIN,
        );
      }
      return paid([{ at, status: 6 }], at + random.between(2, 60) * MINUTE, random);
  }
}

function unpaid(before: Step[], at: number, random: Random): Timeline {
  const steps: Step[] = [...before, { at, status: 6 }];
  if (random.chance(0.4)) return closed([...steps, { at: at + PAY_WITHIN, status: 4 }], at + PAY_WITHIN);
  return { ...paid(steps, at + days(random, 6.1, 6.9), random), deadline: at + PAY_WITHIN };
}

const closed = (steps: Step[], deadline: number | null): Timeline => ({
  steps: steps.map(whole),
  paidAt: null,
  completedAt: null,
  deadline: deadline === null ? null : Math.floor(deadline / 1000) * 1000,
});

function paid(before: Step[], at: number, random: Random): Timeline {
  const paidAt = Math.floor(at / 1000) * 1000;
  const completedAt = paidAt + random.between(40, 1200) * 1000;
  const last: Step[] = [
    { at: paidAt, status: 3 },
    { at: completedAt, status: 5 },
  ];
  const waiting = before.find((step) => step.status === 6);
  return {
    steps: [...before.map(whole), ...last],
    paidAt,
    completedAt,
    deadline: waiting ? Math.floor(waiting.at / 1000) * 1000 + PAY_WITHIN : null,
  };
}

const whole = (step: Step): Step => ({ ...step, at: Math.floor(step.at / 1000) * 1000 });
const days = (random: Random, from: number, to: number): number =>
  Math.floor((random.unit() * (to - from) + from) * 24) * HOUR + random.between(0, 3599) * 1000;
