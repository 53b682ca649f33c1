// The embedded engine: ClickHouse's own HTTP server out of libchdb, as a process of its own.
// argv: folder of the data, configuration file, and what to listen on besides HTTP (tests of a cluster only). It lives until its idle query is killed (a clean stop), or until its
// input ends: the portal closed it, or died.
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { DataType, load, open } from 'ffi-rs';

const [, , data, config, listeners = 'SYSTEM START LISTEN HTTP'] = process.argv;
/** How long the engine before may take to end, whose portal died a moment ago. */
const LOCKED_MS = 2000;
/** Of flock(2). */
const [LOCK_EX, LOCK_NB] = [2, 4];
const { libchdbPath } = createRequire(import.meta.url)('chdb/libchdb');
/** clickhouse-local serves for as long as it has something to do. */
const IDLE =
  'SELECT sleepEachRow(1) FROM numbers(10000000000) FORMAT Null SETTINGS max_block_size=1, max_execution_time=0';
const words = [
  'clickhouse-local',
  `--path=${data}`,
  `--config-file=${config}`,
  '--log-level=error',
  `--query=${listeners}; ${IDLE}`,
];

// The main thread stays inside the engine; a worker, which never touches the library, watches the input.
const watcher = `
  const { readSync } = require('node:fs');
  try { while (readSync(0, Buffer.alloc(64)) > 0); } catch {}
  process.kill(process.pid, 'SIGKILL');
`;
/** The library finds out only after seconds, and one that cannot lock its folder sometimes neither serves nor ends. */
async function untilUnlocked() {
  const status = join(data, 'status');
  if (!existsSync(status)) return;
  // The symbols of this process: its C library is among them.
  open({ library: 'c', path: '' });
  const file = openSync(status, 'r+');
  const lock = {
    library: 'c',
    funcName: 'flock',
    retType: DataType.I32,
    paramsType: [DataType.I32, DataType.I32],
    paramsValue: [file, LOCK_EX | LOCK_NB],
  };
  const until = performance.now() + LOCKED_MS;
  while (load(lock) !== 0) {
    if (performance.now() > until) throw new Error(`Cannot lock file ${status}`);
    await pause(20);
  }
  // Unlocks it as well.
  closeSync(file);
}

/** Serves until its idle query is killed. @throws Error with what the library says */
function serve() {
  open({ library: 'chdb', path: libchdbPath() });
  const result = load({
    library: 'chdb',
    funcName: 'chdb_query_cmdline',
    retType: DataType.External,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [words.length, words],
  });
  const error = load({
    library: 'chdb',
    funcName: 'chdb_result_error',
    retType: DataType.String,
    paramsType: [DataType.External],
    paramsValue: [result],
  });
  if (error) throw new Error(error);
}

// A terminal and systemd stop a whole group at once: the portal still answers what it was asked before, and then ends this.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

new Worker(watcher, { eval: true }).on('online', () => {
  untilUnlocked()
    .then(serve)
    .catch((error) => writeSync(2, `${error}\n`))
    // An exit would wait for the watcher, and the exit handlers of a library that has shut down may crash.
    .finally(() => process.kill(process.pid, 'SIGKILL'));
});
