import { cycleStart, DAY, HOUR } from '../wire/times';
import { hash } from './random';

/** Figures that were changed after a cycle had closed (control port): so many of a thousand lines. */
export interface Correction {
  perMille: number;
  salt: number;
}

/** From when a bill is looked at: what arrives or is restated later is not seen yet. Infinity once the cycle is closed. */
export interface Standpoint {
  at: number;
  corrections: readonly Correction[];
}

/** A cycle closes at 10:00 on the 4th of the next month (GMT+08:00); from then on its bill stays as it is. */
export const closeOf = (cycle: number): number => cycleStart(cycle + 1) + 3 * DAY + 10 * HOUR;

const LATE_SALT = 0x1a7e;
const RESTATED_SALT = 0x4e57;

/** How many of the last lines that a source has on a day have not arrived at an instant: 1 to 3 days late, if at all. */
export function heldBack(source: { seed: number; hours: number }, day: { day: number; end: number }, at: number): number {
  const bits = hash(source.seed, day.day, LATE_SALT);
  if (bits % 1000 >= 16) return 0;
  const arrival = day.end + (24 + ((bits >>> 16) % 57)) * HOUR;
  if (at >= arrival) return 0;
  return source.hours === 1 ? 1 + ((bits >>> 10) % 9) : 1;
}

/**
 * Thousandths of its final usage that a line shows from a standpoint: 1000 for 99 of 100 lines; the others get their
 * final figure one to four days after the line's end, and before the close. Corrections come on top.
 */
export function shownShare(seed: number, line: { slot: number; end: number }, from: Standpoint): number {
  let shown = 1000;
  if (from.at !== Infinity) {
    const bits = hash(seed, line.slot, RESTATED_SALT);
    if (bits % 100 === 0 && from.at < line.end + (24 + ((bits >>> 8) % 56)) * HOUR) shown = 450 + ((bits >>> 16) % 500);
  }
  for (const { perMille, salt } of from.corrections) {
    const bits = hash(seed, line.slot, salt);
    if (bits % 1000 < perMille) shown = Math.floor((shown * (600 + ((bits >>> 12) % 380))) / 1000);
  }
  return shown;
}
