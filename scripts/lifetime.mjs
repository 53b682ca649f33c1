// How a long-running script ends: asked to, by a dying child, by an error, or because npm above it was killed.
import { Advice } from './install.mjs';
import { ChildDied, Family } from './family.mjs';

/**
 * Runs `main(family)` until a signal comes; stops every child before the process ends.
 * Exit code 0 after a signal, 1 after a failure.
 */
export async function live(main) {
  const family = new Family();
  let ending = false;
  const end = async (code, message) => {
    if (ending) return;
    ending = true;
    if (message) process.stderr.write(`${message}\n`);
    await family.stopAll();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));
  process.on('exit', () => family.killAll());
  family.onDeath = (death) => end(1, death.message);
  if (process.env.npm_lifecycle_event) endWithParent(() => end(0));
  try {
    await main(family);
  } catch (error) {
    await end(1, error instanceof Advice || error instanceof ChildDied ? error.message : String(error.stack));
  }
}

/** npm passes signals on but cannot pass on its own kill -9. */
function endWithParent(end) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, 500).unref();
}
