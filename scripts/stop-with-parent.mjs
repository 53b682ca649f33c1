// Preloaded (`node --import`) into what the demo and the tests start: when the starter is gone, even by kill -9,
// its end of our stdin closes, and we stop as if asked to.
const GRACE_MS = 10_000;

process.stdin.on('error', stop);
process.stdin.on('end', stop);
process.stdin.resume();
// A pipe that nobody writes to must not keep a finished program alive.
process.stdin.unref?.();

let stopping = false;

function stop() {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
}
