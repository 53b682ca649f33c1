// Waits until the machine has little to do, so that what is measured is not the end of what went before.
import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

const LONGEST_MS = 120_000;
const STEP_MS = 1000;
const BUSY = 0.15;
const QUIET_STEPS = 3;

/** After the last month the portal still makes sums of its lines, for some twenty seconds. Gives up after two minutes. */
export async function untilQuiet() {
  const until = Date.now() + LONGEST_MS;
  let before = usage();
  for (let quiet = 0; quiet < QUIET_STEPS && Date.now() < until; ) {
    await pause(STEP_MS);
    const now = usage();
    quiet = (now.busy - before.busy) / (now.all - before.all) < BUSY ? quiet + 1 : 0;
    before = now;
  }
}

function usage() {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (of) => times.reduce((total, time) => total + of(time), 0);
  const busy = sum(({ user, nice, sys }) => user + nice + sys);
  return { busy, all: busy + sum(({ idle }) => idle) };
}
