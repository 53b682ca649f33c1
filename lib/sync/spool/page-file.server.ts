import 'server-only';

import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** A page of a list as it is stored. */
export interface StoredPage {
  /** Place of its first row in the list. */
  offset: number;
  rows: number;
  /** Of its rows, as `rowDigests` gives them. */
  digests: Buffer;
  /** As `nativeBlock` gives it; empty for pages that are only compared. */
  block: Buffer;
}

/** Where the block of a page stands in the file. */
export interface PlacedPage extends Pick<StoredPage, 'offset' | 'rows'> {
  at: number;
  length: number;
}

/**
 * Before each page: these letters, a checksum of all that follows, its place and its number of rows, and how many bytes of
 * digests and of block come.
 */
const LETTERS = 0x67506e53;
const HEAD_BYTES = 24;
const CHECKED_FROM = 8;

/**
 * Pages of one list, one behind the other. What was appended is there after this process was killed; a page that was
 * being written then, or that a machine lost which went off, is not taken for one.
 */
export class PageFile {
  readonly #handle: FileHandle;
  #end = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /**
   * @returns the file, made when it is not there, and the pages that it has
   * @throws the error of the file system
   */
  static async open(path: string): Promise<{ file: PageFile; pages: readonly (PlacedPage & { digests: Buffer })[] }> {
    const handle = await open(path, 'a+', 0o600);
    const file = new PageFile(handle);
    try {
      const pages = await file.#found();
      // What comes next is appended to the last whole page.
      await handle.truncate(file.#end);
      return { file, pages };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** One after the other: a page is there when all before it are. @throws the error of the file system */
  async append({ offset, rows, digests, block }: StoredPage): Promise<PlacedPage> {
    const head = Buffer.alloc(HEAD_BYTES);
    for (const [index, value] of [LETTERS, 0, offset, rows, digests.length, block.length].entries()) {
      head.writeUInt32LE(value, index * 4);
    }
    head.writeUInt32LE(checksum(head, digests, block), 4);
    const { bytesWritten } = await this.#handle.writev([head, digests, block]);
    const size = HEAD_BYTES + digests.length + block.length;
    if (bytesWritten < size) throw new Error(`${bytesWritten} of ${size} bytes were written`);
    const at = this.#end + HEAD_BYTES + digests.length;
    this.#end += size;
    return { offset, rows, at, length: block.length };
  }

  async blockOf({ at, length }: PlacedPage): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.#handle.read(bytes, 0, length, at);
    if (bytesRead < length) throw new Error(`${bytesRead} of ${length} bytes were read`);
    return bytes;
  }

  async clear(): Promise<void> {
    await this.#handle.truncate(0);
    this.#end = 0;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #found(): Promise<(PlacedPage & { digests: Buffer })[]> {
    const { size } = await this.#handle.stat();
    const pages: (PlacedPage & { digests: Buffer })[] = [];
    const head = Buffer.alloc(HEAD_BYTES);
    while (this.#end + HEAD_BYTES <= size) {
      const { bytesRead } = await this.#handle.read(head, 0, HEAD_BYTES, this.#end);
      if (bytesRead < HEAD_BYTES) break;
      const [letters, sum, offset, rows, ofDigests, ofBlock] = Array.from({ length: 6 }, (_, index) =>
        head.readUInt32LE(index * 4),
      ) as [number, number, number, number, number, number];
      const next = this.#end + HEAD_BYTES + ofDigests + ofBlock;
      if (letters !== LETTERS || next > size) break;
      const digests = await this.blockOf({ offset, rows, at: this.#end + HEAD_BYTES, length: ofDigests });
      const at = this.#end + HEAD_BYTES + ofDigests;
      const page = { offset, rows, at, length: ofBlock };
      if (checksum(head, digests, await this.blockOf(page)) !== sum) break;
      pages.push({ ...page, digests });
      this.#end = next;
    }
    return pages;
  }
}

const checksum = (head: Buffer, ...parts: readonly Buffer[]): number =>
  parts.reduce((sum, part) => crc32(part, sum), crc32(head.subarray(CHECKED_FROM)));
