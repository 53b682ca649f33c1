import 'server-only';

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** In the folder of a ledger: the version of the engine's package that opened it last. */
const FILE = 'engine-version';

const require = createRequire(join(process.cwd(), 'package.json'));
const present = (): string => (require('chdb/package.json') as { version: string }).version;

/** Remembers that this engine has opened the folder. */
export function noteEngine(folder: string): void {
  const version = present();
  if (lastIn(folder) !== version) writeFileSync(join(folder, FILE), version, { mode: 0o600 });
}

/**
 * What an older engine cannot read need not be damaged.
 * @throws Error with a line for an administrator when a newer engine than this one has opened the folder
 */
export function refuseNewer(folder: string): void {
  const last = lastIn(folder);
  if (last === null || compare(last, present()) <= 0) return;
  throw new Error(
    `the ledger in ${folder} was used by a newer Suanpan (engine ${last}, this one is ${present()}): run that version`,
  );
}

function lastIn(folder: string): string | null {
  const file = join(folder, FILE);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (const [place, number] of (left ?? []).entries()) {
    const difference = number - (right?.[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
