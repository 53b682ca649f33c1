import { DAY, dayOf, dayStart, HOUR } from '../../wire/times';
import { officeTime } from '../ordering';
import { policyAt, RETENTION } from '../resource-view';
import { adjustPrice, change } from './change';
import { giveBack } from './give-back';
import { expiry, mainOf } from './holding';
import { renewAutomatically, renewByCustomer } from './renewal';
import type { Holding, Story } from './story';

/** Expiry policy 3. */
const AUTOMATIC = 3;
/** Automatic renewals may begin this many days before expiry. */
const LONGEST_LEAD = 7;

/** Decides, for a term that has just begun, whether it is changed, given back or renewed, and when. */
export function planTerm(story: Story, holding: Holding, start: { at: number; trial: boolean }): void {
  const primary = mainOf(holding);
  if (!primary) return;
  const automatic = policyAt(primary, story.now) === AUTOMATIC && !start.trial;
  if (automatic) planAutomaticRenewal(story, holding);
  if (holding.touched) return;
  const random = story.drawFor(holding);
  const ends = expiry(primary);
  const inTerm = () => officeTime(dayOf(start.at + (ends - start.at) * (0.1 + 0.6 * random.unit())), random);
  const later = (at: number, run: () => void) => story.plan(at, holding, run);
  const fate = random.unit();
  if (fate < 0.07) return later(inTerm(), () => giveBack(story, holding, 'unsubscribe'));
  if (fate < 0.085) return later(inTerm(), () => giveBack(story, holding, 'usage'));
  if (fate < 0.14) later(inTerm(), () => change(story, holding, true));
  else if (fate < 0.165) later(inTerm(), () => change(story, holding, false));
  else if (fate < 0.175) later(inTerm(), () => adjustPrice(story, holding));
  else if (fate < 0.195 && automatic) later(inTerm(), () => stopRenewing(story, holding));
  if (automatic) return;

  const renews = policyAt(primary, story.now) === 2 ? 0.2 : 0.62;
  if (!start.trial && !random.chance(renews)) return;
  const decide = Math.max(dayOf(ends) - random.between(1, 24), dayOf(start.at) + 1);
  later(officeTime(decide, random), () => renewByCustomer(story, holding, { fromTrial: start.trial, then: follow }));
}

/** A renewed holding goes on: what had been planned for its old expiry is planned anew. */
export function follow(story: Story, holding: Holding, months: number): void {
  const primary = mainOf(holding);
  if (!primary) return;
  holding.months = months;
  story.stage.cancel(holding);
  planTerm(story, holding, { at: expiry(primary) - months * 30 * DAY, trial: false });
}

/** The simulated customer turns automatic renewal off. */
function stopRenewing(story: Story, holding: Holding): void {
  for (const resource of holding.resources) resource.policies.push({ at: story.now, policy: 0 });
  story.stage.cancel(holding);
}

/**
 * From 03:00 GMT+08:00 of the seventh day before expiry, or of the day the account has set, one attempt a day until the
 * renewal is paid or the last retention day is over.
 */
export function planAutomaticRenewal(story: Story, holding: Holding): void {
  const primary = mainOf(holding);
  if (!primary) return;
  const random = story.drawFor(holding);
  const past = random.between(0, 1800) * 1000;
  const apart = !holding.touched && random.chance(0.08);
  const at = (day: number) => dayStart(day) + 3 * HOUR + past;
  const ends = expiry(primary);
  const attempt = () => {
    const isOver = mainOf(holding) !== primary || expiry(primary) !== ends || story.now >= ends + RETENTION;
    if (isOver || policyAt(primary, story.now) !== AUTOMATIC) return;
    const lead = story.stage.renewConfig(story.now).deductionDays;
    if (dayOf(story.now) >= dayOf(ends) - lead && renewAutomatically(story, holding, { apart, then: follow })) return;
    story.plan(at(dayOf(story.now) + 1), holding, attempt);
  };
  const first = dayOf(ends) - LONGEST_LEAD;
  const today = dayOf(story.now);
  story.plan(at(Math.max(first, at(today) > story.now ? today : today + 1)), holding, attempt);
}
