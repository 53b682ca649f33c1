import type { Account } from '../accounts';
import { bandwidthAddOn, confirmed, drawBlueprint, hardware, serverBlueprint } from '../blueprints';
import { officeTime } from '../ordering';
import { randomFrom } from '../random';
import { weekdayOf } from '../../wire/times';
import type { Purchase } from './purchase';

const scales = [1, 0.6, 0.35];
const DAY_SALT = 0x0de5;

/** Purchases that an account makes on a day, with the instants; they follow from seed, account and day alone. */
export function purchasesOf(
  account: Account,
  day: { seed: number; day: number; years: number },
): { at: number; purchase: Purchase }[] {
  const random = randomFrom(day.seed, account.index, day.day, DAY_SALT);
  const found: { at: number; purchase: Purchase }[] = [];
  const add = (course: Purchase['course'], draw: Purchase['draw'], type: Purchase['type'] = 1) =>
    found.push({ at: officeTime(day.day, random), purchase: { course, draw, type } });
  const scale = scales[account.index % scales.length] ?? 1;
  const working = weekdayOf(day.day) % 6 !== 0;
  const turn = day.day + account.index;
  // The first account is the busy one: more of its orders wait at any time.
  const period = account.index === 0 ? 3 : 6;
  if (turn % period === 0) add('approval', drawBlueprint);
  if (turn % period === 1) add('unpaid', drawBlueprint);
  if (turn % 12 === 1) add('confirmation', confirmed);
  if (turn % 12 === 7) add('slow', hardware);
  // Of these an account always has some that run.
  if (turn % 24 === 13) add('prompt', bandwidthAddOn);
  if (turn % 21 === 5) add('prompt', serverBlueprint, 13);
  if (working && random.chance((0.1 + 0.06 * Math.min(day.years, 4)) * scale)) add('prompt', drawBlueprint);
  if (random.chance(0.004)) add('prompt', serverBlueprint, 11);
  return found;
}
