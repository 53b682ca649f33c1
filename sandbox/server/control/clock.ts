import { z } from 'zod';
import type { BusinessClock } from '../business-clock';
import { parseInstant } from './instant';
import { wrong } from './control-error';
import { describeIssue } from './describe-issue';
import { parseDuration } from './duration';

const DAY = 86_400_000;
/** The first cycle that bills are kept for, and how far ahead of its start a world is made (world.ts). */
const EARLIEST = Date.UTC(2019, 0, 1);
const AHEAD = 3650 * DAY;
/** The world lives through every day in between, some ten milliseconds each. */
const ONE_MOVE = 400 * DAY;

const input = z.strictObject({
  set: z.string().optional(),
  advance: z.union([z.string(), z.number()]).optional(),
});

/** `{"set":"2026-12-01T00:00:00Z"}` or `{"advance":"36h"}` (s, m, h, d; a number is seconds). A running clock runs on from there. */
export function moveClock(clock: BusinessClock, body: unknown): { now: string; stands: boolean } {
  const read = input.safeParse(body);
  if (!read.success) throw wrong(describeIssue(read.error));
  const { set, advance } = read.data;
  if ((set === undefined) === (advance === undefined)) throw wrong('set: give either set or advance');
  const target = set === undefined ? clock.now() + durationOf(advance ?? '') : instantOf(set);
  const last = Math.min(clock.now() + ONE_MOVE, clock.startedAt + AHEAD);
  if (target < EARLIEST || target > last) {
    const member = set === undefined ? 'advance' : 'set';
    throw wrong(`${member}: business time goes from 2019-01-01 to ${new Date(last).toISOString()} now`);
  }
  clock.set(target);
  return { now: new Date(clock.now()).toISOString(), stands: clock.stands };
}

function durationOf(text: string | number): number {
  const duration = parseDuration(typeof text === 'number' ? `${text}s` : text);
  if (duration === null || duration < 0)
    throw wrong('advance: must be seconds or a duration such as 90s, 20m, 36h or 8d');
  return duration;
}

function instantOf(text: string): number {
  const instant = parseInstant(text);
  if (instant === null) throw wrong('set: must be an instant such as 2026-12-01T00:00:00Z');
  return instant;
}
