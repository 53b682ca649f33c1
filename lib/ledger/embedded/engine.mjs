// The embedded engine: ClickHouse's own HTTP server out of libchdb, as a process of its own.
// argv: folder of the data, configuration file, and what to listen on besides HTTP (tests of a cluster only). It lives until its idle query is killed (a clean stop), or until its
// input ends: the portal closed it, or died.
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { DataType, load, open } from 'ffi-rs';

const [, , data, config, listeners = 'SYSTEM START LISTEN HTTP'] = process.argv;
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
new Worker(watcher, { eval: true }).on('online', () => {
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
  if (error) writeSync(2, `${error}\n`);
  // The engine has shut down; its exit handlers have nothing left to do and may crash.
  process.kill(process.pid, 'SIGKILL');
});
