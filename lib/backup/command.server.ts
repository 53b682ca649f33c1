import 'server-only';

import { accessSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseEnv } from '@/lib/env';
import { openEmbedded, openServer } from '@/lib/ledger/open.server';
import { openStateAt } from '@/lib/state/open.server';
import { asUnavailable } from '@/lib/state/faults';
import { StateOpenError } from '@/lib/state/open-error';
import { AppError } from '@/lib/http/errors';
import { LocalSource } from './local-source.server';
import { PortalSource } from './portal-source.server';
import { isDenied, Refused } from './refused';
import type { BackupSource } from './source.server';
import type { Stores } from './stores';

interface Arguments<Flag extends string> {
  /** Name of the option for the folder. */
  folder: 'to' | 'from';
  flags?: readonly Flag[];
  usage: string;
  /** Where the command was called. */
  from: string;
}

/** What a command was given: `--to /backup/today`, or the folder alone. @throws Refused with how it is used */
export function readArguments<Flag extends string = never>(
  argv: readonly string[],
  { folder, flags = [], usage, from }: Arguments<Flag>,
): { folder: string } & Record<Flag, boolean> {
  try {
    const options = Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean', default: false } as const]));
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { [folder]: { type: 'string' }, ...options },
      allowPositionals: true,
    });
    const given = [values[folder], ...positionals].filter((value) => typeof value === 'string' && value !== '');
    if (given.length !== 1) throw new Error('one folder');
    const set = Object.fromEntries(flags.map((flag) => [flag, values[flag] === true])) as Record<Flag, boolean>;
    return { ...set, folder: resolve(from, String(given[0])) };
  } catch (error) {
    throw new Refused(usage, { cause: error });
  }
}

/** Where the portal of this environment has its stores. @throws Refused with one line per wrong variable */
export function readStores(environment: NodeJS.ProcessEnv, root: string): Stores {
  // Whatever is copied stays sealed: nobody needs the secret for it.
  const parsed = parseEnv({ ...environment, SUANPAN_SECRET: 'not-needed-to-copy-what-is-sealed', SUANPAN_DEMO: '0' });
  if (!parsed.ok) throw new Refused(parsed.problems.join('\n'));
  const { SUANPAN_DATA, DATABASE_URL, LEDGER_URL, LEDGER_CLUSTER, LEDGER_CLUSTER_DDL } = parsed.env;
  const cluster = LEDGER_CLUSTER ? { name: LEDGER_CLUSTER, ddl: LEDGER_CLUSTER_DDL } : null;
  return {
    dataDirectory: resolve(root, SUANPAN_DATA),
    databaseUrl: DATABASE_URL ?? null,
    ledgerServers: LEDGER_URL ? { urls: LEDGER_URL, cluster } : null,
  };
}

/** The portal that runs, else its files and servers. */
export async function openSource(stores: Stores): Promise<BackupSource> {
  const portal = await PortalSource.find(stores.dataDirectory);
  return portal ?? openFiles(stores);
}

async function openFiles({ dataDirectory, databaseUrl, ledgerServers }: Stores): Promise<BackupSource> {
  if (!databaseUrl) requireStore(dataDirectory, 'state.db');
  if (!ledgerServers) requireStore(dataDirectory, 'ledger');
  const db = await openStateAt({ databaseUrl, dataDirectory }, 'as-is');
  try {
    const opened = ledgerServers
      ? await openServer(ledgerServers.urls, ledgerServers.cluster, { asIs: true })
      : await openEmbedded(join(dataDirectory, 'ledger'), { asIs: true });
    const source = new LocalSource(db, opened.ledger);
    const close = async () => {
      await source.close();
      await opened.close();
      await db.destroy();
    };
    return { snapshot: () => source.snapshot(), lines: (fact, version) => source.lines(fact, version), close };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function requireStore(data: string, name: 'state.db' | 'ledger'): void {
  try {
    accessSync(join(data, name));
  } catch (error) {
    if (isDenied(error)) throw new Refused(`${data} cannot be read: run this as the user of the portal`);
    throw new Refused(`There is no ${name} in ${data}: set SUANPAN_DATA as for the portal`, { cause: error });
  }
}

/**
 * Runs a command; what it refuses is a line on standard error and exit code 1. One that is `stoppable` is told by its
 * signal to undo what it did; any other ends where it is.
 */
export async function runCommand(
  work: (signal: AbortSignal) => Promise<number>,
  { stoppable = false }: { stoppable?: boolean } = {},
): Promise<void> {
  const stopped = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      if (stoppable) return stopped.abort();
      // What is half done is undone, or ended, by the next one.
      process.stderr.write('Stopped: run it again, which begins anew or ends what this one began\n');
      process.exit(130);
    });
  }
  process.exitCode = await work(stopped.signal).catch((error: unknown) => {
    process.stderr.write(`${stopped.signal.aborted ? 'Stopped; nothing was kept' : lineOf(error)}\n`);
    return stopped.signal.aborted ? 130 : 1;
  });
}

function lineOf(cause: unknown): string {
  const error = asUnavailable(cause);
  const expected = error instanceof Refused || error instanceof StateOpenError || error instanceof AppError;
  if (!(error instanceof Error)) return String(error);
  return expected ? error.message : (error.stack ?? error.message);
}

const TELL_MS = 2000;

/** Tells how far it is, now and then: a line each. */
export function teller(say: (line: string) => void): (progress: { done: number; of: number; lines: number }) => void {
  let told = Date.now();
  return ({ done, of, lines }) => {
    if (Date.now() - told < TELL_MS) return;
    told = Date.now();
    say(`${done} of ${of} readings of months, ${lines.toLocaleString('en')} lines`);
  };
}
