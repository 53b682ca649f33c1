import 'server-only';

import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, createReadStream, openSync, rmSync, statSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { log } from '@/lib/log.server';
import type { Db } from './schema';

export const BACKUP_SOCKET = 'backup.sock';
/** What the kernel takes as the address of a socket, its end included. */
const LONGEST_ADDRESS = 107;

/**
 * A socket in the data folder, which only its owner can open: who connects is sent one line `{"bytes":n}` and a whole
 * copy of the store as of now, or `{"error":"…"}`. The file itself is locked while the portal runs.
 * @returns how to close it
 */
export async function openBackupDoor(db: Db, dataDirectory: string): Promise<() => void> {
  const path = join(dataDirectory, BACKUP_SOCKET);
  const shorter = relative(process.cwd(), path);
  const address = shorter.length < path.length ? shorter : path;
  if (Buffer.byteLength(address) > LONGEST_ADDRESS) {
    log.warn({ path }, 'the path of the data folder is too long for backups while the portal runs');
    return () => undefined;
  }
  // What a killed portal left: the lock on the store says that there is no other.
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    void sendCopy(db, dataDirectory, socket);
  });
  server.maxConnections = 1;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve));
  chmodSync(path, 0o600);
  server.unref();
  return () => server.close();
}

async function sendCopy(db: Db, dataDirectory: string, socket: Socket): Promise<void> {
  const copy = join(dataDirectory, `backup-${randomBytes(8).toString('hex')}.tmp`);
  try {
    // It is there with its mode before SQLite writes to it.
    closeSync(openSync(copy, 'wx', 0o600));
    await sql`vacuum into ${copy}`.execute(db);
    socket.write(`${JSON.stringify({ bytes: statSync(copy).size })}\n`);
    await pipeline(createReadStream(copy), socket);
    log.info({ event: 'backup' }, 'backup made');
  } catch (error) {
    log.error({ err: error }, 'backup failed');
    socket.end(`${JSON.stringify({ error: error instanceof Error ? error.message : 'it failed' })}\n`);
  } finally {
    rmSync(copy, { force: true });
  }
}
