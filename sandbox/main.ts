import { setFlagsFromString } from 'node:v8';
import { parseOptions } from './server/options';
import { startSandbox } from './server/start';

async function main(): Promise<void> {
  stayLean();
  const sandbox = await startSandbox(parseOptions(process.argv.slice(2)));
  console.log(sandbox.announcement);
  const stop = () => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Live data is some 60 MB; left alone, the heap grows with garbage to several times that before it is collected. */
const stayLean = (): void => setFlagsFromString('--heap-growing-percent=30');

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`sandbox: ${reason.split('\n')[0]}`);
  process.exit(1);
});
