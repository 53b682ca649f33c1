import 'server-only';

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '@/lib/http/errors';
import type { FactName } from '@/lib/ledger/facts';
import { columnNames, facts } from '@/lib/ledger/tables';
import type { VersionRow } from '@/lib/state/versions.server';
import { readFileBack, syncFolder, writeFile } from './files.server';
import {
  type BackedUpVersion,
  type BackupFile,
  type Manifest,
  MANIFEST,
  manifestText,
  readManifest,
} from './manifest.server';
import { asRefused, Refused } from './refused';
import { faultsOf, type Scanned, scanRows } from './scan-rows.server';
import type { BackupSource, Snapshot } from './source.server';
import type { TableRow } from '@/lib/state/tables.server';
import { readTable } from './read-backup.server';

export interface Progress {
  done: number;
  of: number;
  lines: number;
}

interface Job {
  /** The folder to make; it must not be there yet. */
  to: string;
  program: string;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/** How often a version that somebody else dropped meanwhile makes it start over. */
const ATTEMPTS = 3;

/**
 * Makes a folder with all of state and ledger: there whole, or not at all. Each file is read back, and each version
 * compared with what was recorded when it was published; one that the ledger does not have whole is named in the
 * manifest and left out.
 * @throws Refused with a line for the terminal
 */
export async function writeBackup(source: BackupSource, { to, ...job }: Job): Promise<Manifest> {
  if (existsSync(to)) throw new Refused(`${to} is there already: name a new folder`);
  const above = dirname(to);
  if (!existsSync(above)) throw new Refused(`There is no folder ${above}`);
  // In sight, and of its own name: what a killed backup leaves can be found, and is not another's to delete.
  const part = await mkdtemp(join(above, `${basename(to)}.part-`)).catch((error: unknown) => {
    const told = asRefused(error, above);
    throw told === error ? new Refused(`${above} cannot be written`, { cause: error }) : told;
  });
  try {
    for (const folder of [join(part, 'state'), join(part, 'ledger')]) await mkdir(folder, { mode: 0o700 });
    const manifest = await fill(part, source, job);
    for (const folder of [join(part, 'state'), join(part, 'ledger'), part]) await syncFolder(folder);
    // A folder that somebody made meanwhile stays: rename takes an empty one only.
    await rename(part, to);
    await syncFolder(above);
    return manifest;
  } catch (error) {
    throw asRefused(error, above);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function fill(
  part: string,
  source: BackupSource,
  { program, onProgress, signal }: Omit<Job, 'to'>,
): Promise<Manifest> {
  const copied = new Map<number, Copied>();
  let snapshot = await source.snapshot();
  for (let attempt = 1; ; attempt += 1) {
    const versions = versionsOf(snapshot);
    let lines = 0;
    for (const [index, version] of versions.entries()) {
      signal?.throwIfAborted();
      if (!copied.has(version.version)) {
        copied.set(version.version, await copyVersion(part, source, { version, signal }));
      }
      lines += version.rows.usage + version.rows.fee + version.rows.summary;
      onProgress?.({ done: index + 1, of: versions.length, lines });
    }
    const lacking = versions.filter(({ version }) => copied.get(version)?.fault);
    if (lacking.length === 0 || attempt >= ATTEMPTS) break;
    // Dropped between the snapshot and its copy, by one who had begun before: then there is a newer state of things.
    const later = await source.snapshot();
    const still = new Set(versionsOf(later).map(({ version }) => version));
    if (lacking.every(({ version }) => still.has(version))) break;
    snapshot = later;
  }
  return writeManifest(part, { snapshot, program, copied });
}

interface Copied {
  files: Record<FactName, BackupFile>;
  /** What was wrong with it; empty when nothing was. */
  fault: string;
}

interface Asked {
  version: BackedUpVersion;
  signal?: AbortSignal;
}

async function copyVersion(part: string, source: BackupSource, asked: Asked): Promise<Copied> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryCopy(part, source, asked);
    } catch (error) {
      await dropFiles(part, asked.version);
      asked.signal?.throwIfAborted();
      // A disk, or a ledger that is away: nothing is wrong with the version.
      if (asRefused(error, part) !== error || error instanceof Refused || error instanceof AppError) throw error;
      if (attempt >= 2) return { files: {} as Copied['files'], fault: 'cannot be read' };
    }
  }
}

const pathOf = (fact: FactName, { version }: BackedUpVersion): string => `ledger/${version}-${fact}.jsonl.gz`;

async function tryCopy(part: string, source: BackupSource, { version, signal }: Asked): Promise<Copied> {
  const files: Partial<Record<FactName, BackupFile>> = {};
  const scanned: Partial<Record<FactName, Scanned>> = {};
  for (const fact of facts) {
    const lines = await source.lines(fact, version.version);
    const file = await writeFile(part, pathOf(fact, version), { lines, signal });
    const shape = { fact, columns: columnNames(fact) };
    files[fact] = file;
    scanned[fact] = await readFileBack(part, file, (text) => scanRows(text, shape));
  }
  const faults = await faultsOf(scanned as Record<FactName, Scanned>, version);
  if (faults.length > 0) await dropFiles(part, version);
  return { files: files as Copied['files'], fault: faults.join(', ') };
}

async function dropFiles(part: string, version: BackedUpVersion): Promise<void> {
  for (const fact of facts) await rm(join(part, pathOf(fact, version)), { force: true });
}

/** All that still has its lines: what is shown, and what it is compared with. */
function versionsOf({ tables }: Snapshot): BackedUpVersion[] {
  const rows = (tables.get('versions') ?? []) as unknown as VersionRow[];
  return rows.flatMap(({ status, version, domain_id: account, cycle, sums, hash, ...row }) => {
    if (status !== 'published' && status !== 'superseded') return [];
    const counts = { usage: row.usage_rows ?? 0, fee: row.fee_rows ?? 0, summary: row.summary_rows ?? 0 };
    return [{ version, account, cycle, status, rows: counts, sums, hash }];
  });
}

interface Made {
  snapshot: Snapshot;
  program: string;
  copied: ReadonlyMap<number, Copied>;
}

async function writeManifest(part: string, { snapshot, program, copied }: Made): Promise<Manifest> {
  const versions: Manifest['ledger']['versions'] = [];
  const lacking: Manifest['ledger']['lacking'] = [];
  for (const version of versionsOf(snapshot)) {
    const { files, fault } = copied.get(version.version) as Copied;
    if (fault) lacking.push({ ...version, why: fault });
    else versions.push({ ...version, files });
  }
  const columns = Object.fromEntries(facts.map((fact) => [fact, columnNames(fact)]));
  const manifest = {
    id: randomUUID(),
    madeAt: snapshot.takenAt,
    program,
    state: { migration: snapshot.migration, tables: await writeTables(part, snapshot.tables) },
    ledger: { columns: columns as Manifest['ledger']['columns'], versions, lacking },
  };
  const file = await open(join(part, MANIFEST), 'wx', 0o600);
  try {
    await file.writeFile(manifestText(manifest));
    await file.sync();
  } finally {
    await file.close();
  }
  return readManifest(part);
}

async function writeTables(part: string, tables: Snapshot['tables']): Promise<Manifest['state']['tables']> {
  const written: Manifest['state']['tables'] = [];
  for (const [name, rows] of tables) {
    const file = await writeFile(part, `state/${name}.jsonl.gz`, { lines: Readable.from(textOf(rows)) });
    const back = await readTable(part, { name, rows: rows.length, file });
    if (JSON.stringify(back) !== JSON.stringify(rows)) throw new Refused(`${name} was not written as it was read`);
    written.push({ name, rows: rows.length, file });
  }
  return written;
}

function* textOf(rows: readonly TableRow[]): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}
