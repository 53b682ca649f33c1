import 'server-only';

import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { AppError } from '@/lib/http/errors';
import type { LedgerCopies } from '@/lib/ledger/ledger';
import { log } from '@/lib/log.server';
import { asUnavailable } from '@/lib/state/faults';
import type { Db } from '@/lib/state/schema';
import { LocalSource } from './local-source.server';
import { Refused } from './refused';

export const BACKUP_SOCKET = 'backup.sock';
/** What the kernel takes as the address of a socket, its end included. */
const LONGEST_ADDRESS = 107;
const CALLERS = 4;

/** A line that a caller sends. The answer is lines that begin with `[`, and one that begins with `{` at its end. */
const requestSchema = z.discriminatedUnion('ask', [
  /** Lines `["table",{…}]`, then `{"takenAt","migration"}`. What it names is kept until the connection is closed. */
  z.object({ ask: z.literal('snapshot') }),
  /** Lines as `LedgerCopies.copyOut` gives them, then `{}`. The connection ends with it. */
  z.object({
    ask: z.literal('lines'),
    fact: z.enum(['usage_lines', 'fee_lines', 'summary_rows']),
    version: z.int().positive(),
  }),
]);
export type DoorRequest = z.infer<typeof requestSchema>;

/** The last line when it went wrong. */
export interface DoorFault {
  error: string;
  code: 'refused' | 'ledger_unavailable' | 'failed';
}

/**
 * A socket in the data folder, which only its owner can open: whoever connects is given what a backup is made of. The
 * files themselves are locked while the portal runs.
 * @returns how to close it
 */
export async function openBackupDoor(
  stores: { db: Db; ledger: () => LedgerCopies },
  dataDirectory: string,
): Promise<() => Promise<void>> {
  const path = join(dataDirectory, BACKUP_SOCKET);
  const address = socketAddress(path);
  if (address === null) {
    log.warn({ path }, 'the path of the data folder is too long for backups while the portal runs');
    return async () => undefined;
  }
  // What a killed portal left: the lock on the store says that there is no other.
  rmSync(path, { force: true });
  const callers = new Map<Socket, Promise<void>>();
  // Half open: a caller that has ended hears from us when what it held was let go.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    const served = serve(stores, socket).catch((error: unknown) => log.error({ err: error }, 'backup failed'));
    callers.set(socket, served);
    void served.finally(() => callers.delete(socket));
  });
  server.maxConnections = CALLERS;
  await new Promise<void>((resolve, reject) => {
    // Nobody else's from its first moment: the socket is made before `listen` returns.
    const mask = process.umask(0o177);
    server.once('error', reject).listen(address, resolve);
    process.umask(mask);
  });
  server.unref();
  return async () => {
    server.close();
    for (const socket of callers.keys()) socket.destroy();
    await Promise.all(callers.values());
  };
}

/** The kernel takes short addresses only: from where we stand it may be shorter. @returns null when it is too long */
export function socketAddress(path: string): string | null {
  const shorter = relative(process.cwd(), path);
  const address = shorter.length < path.length ? shorter : path;
  return Buffer.byteLength(address) > LONGEST_ADDRESS ? null : address;
}

async function serve(stores: { db: Db; ledger: () => LedgerCopies }, socket: Socket): Promise<void> {
  const source = new LocalSource(stores.db, stores.ledger());
  const begun = performance.now();
  let isBackup = false;
  try {
    for await (const line of createInterface({ input: socket })) {
      try {
        if ((await answer(source, line, socket)) === 'snapshot') isBackup = true;
      } catch (error) {
        if (socket.writable) socket.end(`\n${JSON.stringify(faultOf(error))}\n`);
      }
    }
  } finally {
    await source.close().catch((error: unknown) => log.warn({ err: error }, 'backup could not be ended'));
    socket.end();
    // Its caller has let go: only that knows whether everything came.
    if (isBackup) log.info({ event: 'backup', ms: Math.round(performance.now() - begun) }, 'backup ended');
  }
}

/** @returns what was asked for */
async function answer(source: LocalSource, line: string, socket: Socket): Promise<DoorRequest['ask']> {
  const asked = requestSchema.parse(JSON.parse(line));
  if (asked.ask === 'lines') {
    // Not by a pipeline: that would close the connection before its caller is told what went wrong.
    for await (const chunk of await source.lines(asked.fact, asked.version)) {
      if (!socket.write(chunk as Buffer)) await drained(socket);
      if (!socket.writable) return asked.ask;
    }
    socket.end('\n{}\n');
    return asked.ask;
  }
  const { tables, ...head } = await source.snapshot();
  for (const [name, rows] of tables) {
    for (const row of rows) {
      if (!socket.write(`${JSON.stringify([name, row])}\n`)) await drained(socket);
    }
    if (rows.length === 0) socket.write(`${JSON.stringify([name, null])}\n`);
  }
  socket.write(`${JSON.stringify(head)}\n`);
  log.info({ event: 'backup', tables: tables.size }, 'backup begun');
  return asked.ask;
}

const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      socket.off('drain', go).off('close', go);
      resolve();
    };
    socket.on('drain', go).on('close', go);
  });

function faultOf(cause: unknown): DoorFault {
  const error = asUnavailable(cause);
  if (error instanceof AppError && error.code === 'ledger_unavailable') {
    return { error: error.message, code: 'ledger_unavailable' };
  }
  // A full disk of the portal has a line of its own.
  if (error instanceof Refused || error instanceof AppError) return { error: error.message, code: 'refused' };
  log.error({ err: error }, 'backup failed');
  return { error: 'it failed: see its log', code: 'failed' };
}
