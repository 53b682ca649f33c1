// `npm run backup -- <file>`: a whole copy of the store, from the portal that runs or from its file (docs/operations.md).
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import SQLite from 'better-sqlite3';

const from = process.cwd();
const root = join(import.meta.dirname, '..');
const GONE = new Set(['ENOENT', 'ECONNREFUSED']);

/** Its message is for the terminal. */
class Refused extends Error {}

function dataFolder() {
  createRequire(import.meta.url)('@next/env').loadEnvConfig(root, false, {
    info: () => undefined,
    error: console.error,
  });
  if (process.env.DATABASE_URL) throw new Refused('The store is the database of DATABASE_URL: use pg_dump');
  return resolve(root, process.env.SUANPAN_DATA || './data');
}

/** What the portal sends. @returns false when none runs */
async function fromPortal(data, target) {
  // From within, since the kernel takes short addresses only.
  process.chdir(data);
  const socket = connect('backup.sock');
  const connected = await new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', (error) => (GONE.has(error.code) ? resolve(false) : reject(error)));
  });
  if (!connected) return false;
  const chunks = [];
  for await (const chunk of socket) chunks.push(chunk);
  const answer = Buffer.concat(chunks);
  const end = answer.indexOf('\n');
  if (end < 0) throw new Refused('The portal ended before its copy was made, or makes another one');
  const { bytes, error } = JSON.parse(answer.subarray(0, end).toString());
  if (error) throw new Refused(`The portal made no copy: ${error}`);
  const copy = answer.subarray(end + 1);
  if (copy.length !== bytes) throw new Refused(`The portal sent ${copy.length} of ${bytes} bytes`);
  await target.writeFile(copy);
  return true;
}

/** Also what a killed portal left in its write-ahead log. */
function fromFile(data, path) {
  const file = join(data, 'state.db');
  if (!existsSync(file)) throw new Refused(`There is no store in ${data}: set SUANPAN_DATA as for the portal`);
  const db = new SQLite(file, { fileMustExist: true });
  try {
    db.prepare('vacuum into ?').run(path);
  } catch (error) {
    const held = error.code === 'SQLITE_BUSY';
    throw held ? new Refused('A portal that gives no copies uses the store: stop it first') : error;
  } finally {
    db.close();
  }
}

function check(path) {
  const db = new SQLite(path, { readonly: true });
  const [{ integrity_check: result }] = db.pragma('integrity_check');
  db.close();
  if (result !== 'ok') throw new Refused(`The copy is damaged (${result}); nothing was kept`);
}

async function backup(given) {
  if (!given) throw new Refused('Say where to: npm run backup -- /backup/suanpan.db');
  const target = resolve(process.env.INIT_CWD ?? from, given);
  const part = join(dirname(target), `.suanpan-${randomBytes(8).toString('hex')}.part`);
  const file = await open(part, 'wx', 0o600);
  try {
    const data = dataFolder();
    if (!existsSync(data)) throw new Refused(`There is no folder ${data}: set SUANPAN_DATA as for the portal`);
    if (!(await fromPortal(data, file))) fromFile(data, part);
    check(part);
    await file.sync();
    await rename(part, target);
  } finally {
    await file.close();
    await rm(part, { force: true });
  }
  console.log(`Saved ${target}`);
}

await backup(process.argv[2]).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
