import 'server-only';

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { PortalSource } from './portal-source.server';
import { Refused } from './refused';

/**
 * Keeps other restores off a data folder; a process that is killed lets it go.
 * @returns how to end it
 * @throws Refused while another one is under way
 */
export function beginAlone(data: string): () => void {
  const path = join(data, 'restore.lock');
  const lock = new SQLite(path, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw new Refused(`Another restore into ${data} is under way: wait until it has ended`, { cause: error });
  }
  return () => {
    rmSync(path, { force: true });
    lock.close();
  };
}

/**
 * Keeps portals off a data folder while it is restored. One that has no store yet cannot be held: it is to be asked for
 * again once the marker is there, which a portal looks for after it has begun.
 * @returns how to let it go; may be called twice
 * @throws Refused while a portal runs on it
 */
export async function holdFolder(data: string): Promise<() => void> {
  const portal = await PortalSource.find(data);
  await portal?.close();
  const inUse = () => new Refused(`A portal is using ${data}: stop it first`);
  if (portal) throw inUse();
  const path = join(data, 'state.db');
  if (!existsSync(path)) return () => undefined;
  const raw = new SQLite(path, { fileMustExist: true, timeout: 2000 });
  try {
    raw.exec('begin exclusive');
  } catch (error) {
    raw.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) throw inUse();
    // A damaged one has no portal either, and is why it is restored.
    return () => undefined;
  }
  return () => {
    if (raw.open) raw.close();
  };
}
