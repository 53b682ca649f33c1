// Preloaded (`node --import`) into what the demo and the tests start: when the starter is gone, even by kill -9,
// its end of our stdin closes, and we stop as if asked to.
import { Worker } from 'node:worker_threads';

/** What has not stopped by then never will; `?grace=` is for tests. */
const GRACE_MS = Number(new URL(import.meta.url).searchParams.get('grace') ?? 10_000);

process.stdin.on('error', stop);
process.stdin.on('end', stop);
process.stdin.resume();
// A pipe that nobody writes to must not keep a finished program alive.
process.stdin.unref?.();
// Where we print to has gone with the starter.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

let stopping = false;

function stop() {
  if (stopping) return;
  stopping = true;
  // A thread of its own, because a main thread that hangs, even in process.exit(), runs no timers.
  const ending = `setTimeout(() => process.kill(${process.pid}, 'SIGKILL'), ${GRACE_MS})`;
  const worker = new Worker(ending, { eval: true, execArgv: [], env: {}, stdout: true, stderr: true });
  worker.unref();
  worker.once('online', ask);
  worker.once('error', ask);
}

const ask = () => process.kill(process.pid, 'SIGTERM');
