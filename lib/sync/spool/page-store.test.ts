import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DIGEST_BYTES } from '@/lib/ledger/row-digest';
import { ListDigests } from '../list-digests.server';
import { PageFile, type StoredPage } from './page-file.server';
import { PageStore, type PageStoreOptions } from './page-store.server';

const folder = mkdtempSync(join(tmpdir(), 'suanpan-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let path = '';
let number = 0;
/** Blocks of each insert. */
let inserts: string[][] = [];
let fault: Error | null = null;
beforeEach(() => {
  number += 1;
  path = join(folder, `${number}`, 'list');
  inserts = [];
  fault = null;
});

const digest = (text: string) => Buffer.from(text.padEnd(DIGEST_BYTES, '.'));
const page = (offset: number, block: string | Buffer = `block ${offset}`): StoredPage => ({
  offset,
  rows: 1,
  digests: digest(`row ${offset}`),
  block: Buffer.from(block as string),
});

/** The ledger: it takes all blocks of an insert, or none. */
const store: PageStoreOptions['store'] = (blocks) => {
  if (fault) return Promise.reject(fault);
  inserts.push(blocks.map(({ bytes }) => bytes.toString()));
  return Promise.resolve();
};
let opened: PageStore[] = [];
async function open(digests = new ListDigests(), to: PageStoreOptions['store'] = store): Promise<PageStore> {
  const pages = await PageStore.open({ path, digests, store: to });
  opened.push(pages);
  return pages;
}
afterEach(async () => {
  for (const pages of opened) await pages.close();
  opened = [];
});

it('stores pages of a list together, once the list has been read', async () => {
  const pages = await open();
  for (const offset of [0, 1, 2]) await pages.add(page(offset), false);
  expect(inserts).toEqual([]);
  await pages.flush();
  await pages.flush();
  expect(inserts).toEqual([['block 0', 'block 1', 'block 2']]);
});

it('stores a page that is all of its list at once, and needs no file for it', async () => {
  const pages = await open();
  await pages.add(page(0), true);
  expect([inserts, existsSync(path)]).toEqual([[['block 0']], false]);
});

it('does not let more wait than the engine takes well', async () => {
  const pages = await open();
  const large = Buffer.alloc(6 * 2 ** 20, 'x');
  for (const offset of [0, 1, 2, 3]) await pages.add(page(offset, large), false);
  expect(inserts.map((blocks) => blocks.length)).toEqual([3]);
  await pages.flush();
  expect(inserts.map((blocks) => blocks.length)).toEqual([3, 1]);
  expect(statSync(path).size).toBe(0);
});

it('goes on with the pages that a killed process had left, and says what they are', async () => {
  const before = await open();
  for (const offset of [0, 1]) await before.add(page(offset), false);
  const digests = new ListDigests();
  const pages = await open(digests);
  expect([0, 1, 2].map((position) => digests.has(position))).toEqual([true, true, false]);
  await pages.add(page(2), false);
  await pages.flush();
  expect(inserts).toEqual([['block 0', 'block 1', 'block 2']]);
});

it('does not store again what the ledger has', async () => {
  const before = await open();
  for (const offset of [0, 1]) await before.add(page(offset), false);
  const digests = new ListDigests();
  digests.keep(0, digest('row 0'));
  const pages = await open(digests);
  await pages.flush();
  expect(inserts).toEqual([['block 1']]);
});

it('keeps what the ledger did not take for the next time', async () => {
  const pages = await open();
  await pages.add(page(0), false);
  fault = new Error('away');
  await expect(pages.flush()).rejects.toThrow('away');
  await pages.close();
  fault = null;
  await (await open()).flush();
  expect(inserts).toEqual([['block 0']]);
});

it('asks a ledger that did not answer no second time: what it has all the same would be there twice', async () => {
  const large = Buffer.alloc(9 * 2 ** 20, 'x');
  let asked = 0;
  const lost: PageStoreOptions['store'] = () => {
    asked += 1;
    return Promise.reject(new Error('ECONNRESET'));
  };
  const cut = await open(new ListDigests(), lost);
  const added = await Promise.allSettled([0, 1, 2, 3].map((offset) => cut.add(page(offset, large), false)));
  expect(added.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
  await expect(cut.flush()).rejects.toThrow('ECONNRESET');
  expect(asked).toBe(1);
});

it('stores each page by itself where no file can be made', async () => {
  writeFileSync(join(folder, `${number}`), 'not a folder');
  const pages = await open();
  for (const offset of [0, 1]) await pages.add(page(offset), false);
  expect(inserts).toEqual([['block 0'], ['block 1']]);
  await pages.flush();
  expect(inserts).toHaveLength(2);
});

it('stores what waits, and each page after it by itself, when the disk is full', async () => {
  const pages = await open();
  await pages.add(page(0), false);
  vi.spyOn(PageFile.prototype, 'append').mockRejectedValueOnce(new Error('ENOSPC'));
  for (const offset of [1, 2]) await pages.add(page(offset), false);
  expect(inserts).toEqual([['block 0'], ['block 1'], ['block 2']]);
});

it('keeps pages of a list that is only compared, without storing any', async () => {
  const before = await open(new ListDigests(), null);
  await before.add(page(0, ''), false);
  await before.flush();
  const digests = new ListDigests();
  await open(digests, null);
  expect(digests.has(0)).toBe(true);
});
