import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { PageFile, type StoredPage } from './page-file.server';

const folder = mkdtempSync(join(tmpdir(), 'suanpan-pages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let path = '';
let number = 0;
beforeEach(() => {
  number += 1;
  path = join(folder, `${number}`);
});

const page = (offset: number, text: string): StoredPage => ({
  offset,
  rows: 2,
  digests: Buffer.from(`digests ${offset}`),
  block: Buffer.from(text),
});

/** What a process finds that opens the file next. */
async function found(): Promise<{ offset: number; rows: number; digests: string; block: string }[]> {
  const { file, pages } = await PageFile.open(path);
  try {
    return await Promise.all(
      pages.map(async ({ digests, ...place }) => ({
        offset: place.offset,
        rows: place.rows,
        digests: digests.toString(),
        block: (await file.blockOf(place)).toString(),
      })),
    );
  } finally {
    await file.close();
  }
}

async function written(...pages: readonly StoredPage[]): Promise<void> {
  const { file } = await PageFile.open(path);
  for (const one of pages) await file.append(one);
  await file.close();
}

/** The bytes of two pages, and where the first one ends. */
async function twoPages(): Promise<{ whole: number; bytes: Buffer }> {
  await written(page(0, 'first'));
  const whole = statSync(path).size;
  await written(page(2, 'second'));
  return { whole, bytes: readFileSync(path) };
}

describe('pages of a file that was left', () => {
  it('are there as they were appended, and only for the owner', async () => {
    await written(page(0, 'first'), page(2, ''));
    expect(await found()).toEqual([
      { offset: 0, rows: 2, digests: 'digests 0', block: 'first' },
      { offset: 2, rows: 2, digests: 'digests 2', block: '' },
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('end before one that was being written, wherever that was cut off, and go on behind them', async () => {
    const { whole, bytes } = await twoPages();
    for (let size = whole; size < bytes.length; size += 1) {
      writeFileSync(path, bytes.subarray(0, size));
      expect(await found(), `${size} bytes`).toMatchObject([{ block: 'first' }]);
    }
    await written(page(4, 'third'));
    expect(await found()).toMatchObject([{ block: 'first' }, { offset: 4, block: 'third' }]);
  });

  it('end before one of which any byte is another', async () => {
    const { whole, bytes } = await twoPages();
    for (let at = whole; at < bytes.length; at += 1) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      writeFileSync(path, other);
      expect(await found(), `byte ${at}`).toMatchObject([{ block: 'first' }]);
    }
  });

  it('end where a machine that went off has left zeros', async () => {
    await written(page(0, 'first'));
    appendFileSync(path, Buffer.alloc(4096));
    expect(await found()).toMatchObject([{ block: 'first' }]);
  });

  it('are none when it was cleared', async () => {
    const { file } = await PageFile.open(path);
    await file.append(page(0, 'first'));
    await file.clear();
    const placed = await file.append(page(2, 'second'));
    expect((await file.blockOf(placed)).toString()).toBe('second');
    await file.close();
    expect(await found()).toMatchObject([{ offset: 2 }]);
  });
});

it('does not give a block that the file has lost', async () => {
  const { file } = await PageFile.open(path);
  const placed = await file.append(page(0, 'first'));
  truncateSync(path, 10);
  await expect(file.blockOf(placed)).rejects.toThrow('of 5 bytes were read');
  await file.close();
});
