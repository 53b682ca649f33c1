import 'server-only';

import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { FactName } from '@/lib/ledger/facts';
import { BACKUP_SOCKET, type DoorFault, type DoorRequest, socketAddress } from './door.server';
import { linesOf } from './lines';
import { isDenied, Refused } from './refused';
import type { BackupSource, Snapshot } from './source.server';
import type { TableRow } from '@/lib/state/tables.server';

const CLOSING_MS = 2000;
const GONE = new Set(['ENOENT', 'ECONNREFUSED']);

/** What the last line of an answer says. */
const endSchema = z.object({
  takenAt: z.string().optional(),
  migration: z.string().optional(),
  error: z.string().optional(),
  code: z.string().optional(),
});
type End = z.infer<typeof endSchema>;

/** The portal that runs on a data folder. */
export class PortalSource implements BackupSource {
  readonly #address: string;
  readonly #held: Socket;
  readonly #lines: AsyncGenerator<string[]>;

  private constructor(address: string, held: Socket) {
    this.#address = address;
    this.#held = held;
    this.#lines = linesOf(held as AsyncIterable<Buffer>);
  }

  /** @returns null when none runs there. @throws Refused when it is another user's */
  static async find(dataDirectory: string): Promise<PortalSource | null> {
    const address = socketAddress(join(dataDirectory, BACKUP_SOCKET));
    const held = address === null ? null : await connected(address);
    return address !== null && held ? new PortalSource(address, held) : null;
  }

  async snapshot(): Promise<Snapshot> {
    this.#held.write(`${JSON.stringify({ ask: 'snapshot' } satisfies DoorRequest)}\n`);
    const tables = new Map<string, TableRow[]>();
    for (;;) {
      const { value: lines, done } = await this.#lines.next();
      if (done) throw cutOff();
      for (const line of lines) {
        if (line.startsWith('{')) {
          const { takenAt, migration } = endOf(line);
          if (!takenAt || !migration) throw cutOff();
          return { takenAt, migration, tables };
        }
        const [name, row] = JSON.parse(line) as [string, TableRow | null];
        const rows = tables.get(name) ?? [];
        tables.set(name, rows);
        if (row) rows.push(row);
      }
    }
  }

  async lines(fact: FactName, version: number): Promise<Readable> {
    const socket = await connected(this.#address);
    if (!socket) throw cutOff();
    socket.write(`${JSON.stringify({ ask: 'lines', fact, version } satisfies DoorRequest)}\n`);
    const tail = new WithoutEnd();
    // Its fault is that of the last stream, which whoever reads hears of.
    pipeline(socket, tail, () => undefined);
    return tail;
  }

  /** The portal has let go of what it held when this resolves. */
  async close(): Promise<void> {
    this.#held.end();
    const ended = this.#lines.next().catch(() => undefined);
    await Promise.race([ended, pause(CLOSING_MS, undefined, { ref: false })]);
    this.#held.destroy();
  }
}

function connected(address: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (GONE.has(error.code ?? '')) resolve(null);
      else
        reject(
          isDenied(error) ? new Refused(`${address} cannot be opened: run this as the user of the portal`) : error,
        );
    });
  });
}

const cutOff = () => new Refused('The portal ended before its backup was made');

/** @throws Refused or Error when it says what went wrong */
function endOf(line: string): End {
  const end = endSchema.parse(JSON.parse(line));
  if (end.error === undefined) return end;
  // Only that version cannot be read.
  if (end.code === ('failed' satisfies DoorFault['code'])) throw new Error(end.error);
  throw new Refused(end.code === 'refused' ? end.error : `The portal made no backup: ${end.error}`);
}

/** Longer than any last line. */
const TAIL = 4096;

/** Takes the last line off, which tells that the others are all there. */
class WithoutEnd extends Transform {
  #kept: Buffer = Buffer.alloc(0);

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const all = Buffer.concat([this.#kept, chunk]);
    const out = Math.max(0, all.length - TAIL);
    this.#kept = all.subarray(out);
    if (out > 0) this.push(all.subarray(0, out));
    done();
  }

  override _flush(done: TransformCallback): void {
    const start = this.#kept.lastIndexOf('\n{');
    try {
      if (start < 0) throw cutOff();
      endOf(this.#kept.subarray(start + 1).toString());
      done(null, this.#kept.subarray(0, start));
    } catch (error) {
      done(error as Error);
    }
  }
}
