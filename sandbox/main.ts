import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { parseOptions } from './server/options';
import type { Parts } from './server/parts';
import { startSandbox } from './server/start';
import { cycleOf } from './wire/times';

async function main(): Promise<void> {
  stayLean();
  surviveClosedPipes();
  const sandbox = await startSandbox(parseOptions(process.argv.slice(2)));
  console.log(sandbox.announcement);
  const stop = () => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await tellBeforehand(sandbox.parts);
}

/**
 * While nobody asks yet: whoever asks first would wait for as long as the history of an account takes, and what its packages
 * covered from then to this month, most of a second.
 */
async function tellBeforehand({ world, clock }: Parts): Promise<void> {
  for (const tenant of world.tenants.values()) {
    await turn();
    void tenant.history;
    await turn();
    const now = clock.now();
    tenant.bills.summaryBook(cycleOf(now), now);
  }
}

/**
 * Live data is some 60 MB; left alone, the heap grows with garbage to several times that before it is collected, and the
 * space for what has just been made to three times 16 MB, which answers written into reused memory do not need.
 */
function stayLean(): void {
  setFlagsFromString('--heap-growing-percent=30');
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Whoever started it may read the first line and close the pipe: the sandbox serves on. */
function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`sandbox: ${reason.split('\n')[0]}`);
  process.exit(1);
});
