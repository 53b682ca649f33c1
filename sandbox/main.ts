import { setFlagsFromString } from 'node:v8';
import { parseOptions } from './server/options';
import { rehearse } from './server/rehearse';
import { startSandbox } from './server/start';

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
  await rehearse(sandbox.parts);
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
