import 'server-only';

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { BackupFile } from './manifest.server';
import { openRegular } from './regular-file.server';
import { Refused } from './refused';

/** Bill lines shrink to a tenth already with the fastest; a better one doubles the time for little. */
const GZIP_LEVEL = 2;

/** Counts and hashes what goes through. */
class Fingerprint extends Transform {
  readonly #sha = createHash('sha256');
  bytes = 0;
  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.#sha.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }
  digest(): string {
    return this.#sha.digest('hex');
  }
}

/** Writes lines as a compressed file for its owner only. It is on the disk when this resolves. */
export async function writeFile(
  folder: string,
  path: string,
  { lines, signal }: { lines: Readable; signal?: AbortSignal },
): Promise<BackupFile> {
  const fingerprint = new Fingerprint();
  const target = createWriteStream(join(folder, path), { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(lines, createGzip({ level: GZIP_LEVEL }), fingerprint, target, { signal });
  return { path, bytes: fingerprint.bytes, sha256: fingerprint.digest() };
}

/**
 * Reads a file back: `read` is given its text in pieces.
 * @throws Refused when the file is not the one that was written
 */
export async function readFileBack<T>(
  folder: string,
  { path, bytes, sha256 }: BackupFile,
  read: (text: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const fingerprint = new Fingerprint();
  const damaged = (cause?: unknown) => new Refused(`${join(folder, path)} is damaged`, { cause });
  let used: T | undefined;
  let fault: unknown;
  try {
    await pipeline(await openRegular(join(folder, path)), fingerprint, createGunzip(), async (text) => {
      used = await read(text as AsyncIterable<Buffer>).catch((error: unknown) => {
        fault = error;
        throw error;
      });
    });
  } catch (error) {
    if (fault !== undefined) throw fault;
    throw damaged(error);
  }
  if (fingerprint.bytes !== bytes || fingerprint.digest() !== sha256) throw damaged();
  return used as T;
}

/** Whether each file is the one that was written, without looking inside. @throws Refused naming those that are not */
export async function checkFiles(folder: string, files: readonly BackupFile[]): Promise<void> {
  const damaged: string[] = [];
  for (const { path, bytes, sha256 } of files) {
    const sha = createHash('sha256');
    let length = 0;
    try {
      for await (const chunk of (await openRegular(join(folder, path))) as AsyncIterable<Buffer>) {
        sha.update(chunk);
        length += chunk.length;
      }
    } catch {
      length = -1;
    }
    if (length !== bytes || sha.digest('hex') !== sha256) damaged.push(length < 0 ? `${path} (missing)` : path);
  }
  const shown = damaged.slice(0, 5).join(', ');
  if (damaged.length > 0) {
    const more = damaged.length > 5 ? ` and ${damaged.length - 5} more` : '';
    throw new Refused(`The backup in ${folder} is damaged: ${shown}${more}`);
  }
}

/** So that names in it are on the disk. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
