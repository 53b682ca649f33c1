import 'server-only';

import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { syncFolder } from './files.server';
import { Refused } from './refused';

/** There while a restore has begun to change something and has not ended. */
export const MARKER = 'restore.json';
/** What will be put in place, made beside what is there. */
export const STAGE = 'restore.part';

const markerSchema = z.object({
  /** ID of the backup. */
  backup: z.string(),
  /**
   * - `loading`: servers of others are being filled
   * - `swapping`: all is there; files are being put in place, in `names`
   */
  phase: z.enum(['loading', 'swapping']),
  /** Folder in the data folder that takes what was there before. */
  aside: z.string().regex(/^before-restore-[\w-]+$/),
  names: z.array(z.enum(['state.db', 'ledger'])),
});
export type RestoreMarker = z.infer<typeof markerSchema>;

/** Beside a SQLite file. */
const COMPANIONS = ['', '-wal', '-shm', '-journal'];

export function readMarker(data: string): RestoreMarker | null {
  const path = join(data, MARKER);
  if (!existsSync(path)) return null;
  try {
    return markerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Refused(`${path} is damaged: a restore was under way. Restore into an empty folder`, { cause: error });
  }
}

/** @throws Refused when a restore into this folder has begun and not ended */
export function refuseHalfRestored(data: string): void {
  if (!existsSync(join(data, MARKER))) return;
  throw new Refused(
    `A restore into ${data} was interrupted: run "npm run restore -- --from <backup>" again, which ends it`,
  );
}

/** It is on the disk when this resolves. */
export async function writeMarker(data: string, marker: RestoreMarker): Promise<void> {
  const part = join(data, `${MARKER}.part`);
  const file = await open(part, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(marker));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, join(data, MARKER));
  await syncFolder(data);
}

export async function removeMarker(data: string): Promise<void> {
  await rm(join(data, MARKER), { force: true });
  await syncFolder(data);
}

/**
 * Puts what is staged in the place of what is there, which goes into a folder of its own: nothing is deleted. Can be cut
 * off anywhere, and called again.
 * @returns the folder with what was there before; null when nothing was
 */
export async function swap(data: string, { aside, names }: RestoreMarker): Promise<string | null> {
  const before = join(data, aside);
  for (const name of names) {
    const staged = join(data, STAGE, name);
    if (!existsSync(staged)) continue;
    for (const companion of name === 'state.db' ? COMPANIONS : ['']) {
      const present = join(data, name + companion);
      if (!existsSync(present)) continue;
      await mkdir(before, { recursive: true, mode: 0o700 });
      await rename(present, join(before, name + companion));
      await syncFolder(before);
    }
    await rename(staged, join(data, name));
    await syncFolder(data);
  }
  await rm(join(data, STAGE), { recursive: true, force: true });
  await removeMarker(data);
  return existsSync(before) ? before : null;
}
