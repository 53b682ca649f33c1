import 'server-only';

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from '@/lib/log.server';
import { DATABASE, facts } from '../tables';
import { DamagedError, type EngineProcess } from './process.server';
import { noteEngine, refuseNewer } from './engine-version.server';
import { salvage, storeOf } from './salvage.server';

interface Opening {
  folder: string;
  /** Starts an engine on the folder. */
  start: () => Promise<EngineProcess>;
  log: Logger;
  /** Whether somebody waits for it no more. */
  isOver: () => boolean;
}

/**
 * Starts an engine. A folder that cannot be read, twice in a row, is put aside; what is whole in it goes into a new one.
 * A rebuild that was cut off is taken up again: the new folder has not got everything yet.
 * @throws Error with a line for an administrator; a folder of a newer engine is left to that one
 */
export async function startOrRebuild(opening: Opening): Promise<EngineProcess> {
  const { folder, isOver } = opening;
  const unfinished = asideOf(folder);
  if (unfinished !== null) {
    // What it has is in the other as well, but nothing that a ledger was made of is deleted by itself.
    if (existsSync(folder)) renameSync(folder, `${folder}.unfinished-${stamp()}`);
    return rebuild(opening, unfinished);
  }
  if (hasLostTables(folder)) {
    refuseNewer(folder);
    return putAside(opening, 'the descriptions of its tables are gone');
  }
  try {
    return await started(opening);
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
  }
  try {
    return await started(opening);
  } catch (error) {
    if (!(error instanceof DamagedError) || isOver()) throw error;
    refuseNewer(folder);
    return putAside(opening, error.message);
  }
}

/** The engine would make new tables, or a new database, beside the lines of the old ones, and say nothing. */
function hasLostTables(folder: string): boolean {
  const isDescribed = (name: string) => existsSync(join(folder, 'data', 'metadata', name));
  return facts.some(
    (fact) =>
      storeOf(folder, fact) !== null && !(isDescribed(`${DATABASE}.sql`) && isDescribed(join(DATABASE, `${fact}.sql`))),
  );
}

async function started({ folder, start }: Pick<Opening, 'folder' | 'start'>): Promise<EngineProcess> {
  const engine = await start();
  noteEngine(folder);
  return engine;
}

/** There while a folder is being rebuilt: the name of the one that was put aside. */
const markerOf = (folder: string): string => `${folder}.rebuilding`;

const stamp = (): string => new Date().toISOString().replaceAll(/[:.]/g, '-');

/** @returns the folder that a rebuild which was cut off had put aside; null when none was */
function asideOf(folder: string): string | null {
  const marker = markerOf(folder);
  if (!existsSync(marker)) return null;
  const aside = join(dirname(folder), readFileSync(marker, 'utf8'));
  // Cut off before anything was moved.
  return aside.startsWith(`${folder}.damaged-`) && existsSync(aside) ? aside : null;
}

async function putAside(opening: Opening, reason: string): Promise<EngineProcess> {
  const { folder, log } = opening;
  const aside = `${folder}.damaged-${stamp()}`;
  writeFileSync(markerOf(folder), aside.slice(dirname(folder).length + 1), { mode: 0o600, flush: true });
  renameSync(folder, aside);
  log.error({ reason, aside }, 'the ledger cannot be opened: its folder was put aside, and is rebuilt');
  return rebuild(opening, aside);
}

async function rebuild({ folder, start, log }: Opening, aside: string): Promise<EngineProcess> {
  const engine = await started({ folder, start });
  try {
    const found = await salvage(engine, { from: aside, to: folder });
    log.warn({ aside, ...found }, 'what was whole in the damaged ledger was taken over; the rest is read again');
  } catch (error) {
    log.error({ err: error, aside }, 'not all of the damaged ledger could be taken over; the rest is read again');
  }
  rmSync(markerOf(folder), { force: true });
  return engine;
}
