// Dependencies as the lock has them. Node's own modules only: this runs before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChildDied } from './family.mjs';

const COMPILER = ['python3', 'make', 'g++'];
const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.suanpan-lock');
const lockPath = join(root, 'package-lock.json');

/** A message for the person at the terminal; nothing is wrong with the program. */
export class Advice extends Error {
  name = 'Advice';
}

const lockHash = () => createHash('sha256').update(readFileSync(lockPath)).digest('hex');

export function isInstalled() {
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed)) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockHash();
  return statSync(installed).mtimeMs >= statSync(lockPath).mtimeMs;
}

/** Dependencies and driver, one after the other. `step(what, work)` shows what is being done. */
export async function ensureInstalled(tools) {
  await ensureDependencies(tools);
  await ensureDriver(tools);
}

/** Installs when node_modules is missing or of another lock; install scripts stay off. */
export async function ensureDependencies({ family, step }) {
  if (!isInstalled()) await step('installing dependencies', () => npm(family, ['ci', '--ignore-scripts']));
}

/** The SQLite driver is the one package that has to fetch or compile something; building the portal needs it not yet. */
export async function ensureDriver({ family, step }) {
  if (!(await driverWorks(family))) await step('preparing the SQLite driver', () => prepareDriver(family));
  writeFileSync(stamp, lockHash());
}

async function npm(family, args) {
  // npm's own JavaScript where npm started us: `npm` is a .cmd on Windows and may be another version on PATH.
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  await family.run(`npm ${args[0]}`, command, { args: [...first, ...args, '--no-audit', '--no-fund'], cwd: root });
}

async function driverWorks(family) {
  const load = "new (require('better-sqlite3'))(':memory:').close()";
  return family.run('SQLite driver', process.execPath, { args: ['-e', load], cwd: root }).then(
    () => true,
    () => false,
  );
}

async function prepareDriver(family) {
  const rebuild = () => npm(family, ['rebuild', 'better-sqlite3']).catch((error) => error);
  const first = await rebuild();
  if (await driverWorks(family)) return;
  if (COMPILER.every(isOnPath)) throw first instanceof Error ? first : new ChildDied('The SQLite driver does not load');
  await aptInstall(family, COMPILER, 'The SQLite driver has to be compiled here');
  const second = await rebuild();
  if (!(await driverWorks(family)))
    throw second instanceof Error ? second : new ChildDied('The SQLite driver does not load');
}

const isOnPath = (program) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));

/**
 * Installs Debian packages when that needs no password.
 * @throws Advice with the one command to type when it does
 */
export async function aptInstall(family, packages, why) {
  const byHand = `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;
  if (!isOnPath('apt-get')) throw new Advice(`${why}; install ${packages.join(', ')} and start again`);
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? [] : ['sudo', '-n'];
  const apt = async (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args];
    await family.run('apt-get', command, { args: rest, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  const maySudo =
    isRoot ||
    (isOnPath('sudo') &&
      (await family.run('sudo', 'sudo', { args: ['-n', 'true'] }).then(
        () => true,
        () => false,
      )));
  if (!maySudo) throw new Advice(`${why}; type: ${byHand}`);
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', ...packages);
}
