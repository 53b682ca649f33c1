import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openEmbedded } from './open.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const sound = mkdtempSync(join(tmpdir(), 'suanpan-damage-'));
const data = join(sound, 'portal');
const folder = join(data, 'ledger');
beforeAll(async () => {
  const { ledger, close } = await openEmbedded(join(sound, 'ledger'));
  for (const version of [1, 2]) {
    const lines = Array.from({ length: 300 }, (_, position) => ({
      place: { version, account: 'a', cycle: '2026-10', currency: 'CNY', position },
      record: { amount: `${position}.1`, id: crypto.randomUUID() } as never,
    }));
    await ledger.insert('fee_lines', lines);
    await ledger.insert('usage_lines', lines.slice(0, 10));
  }
  await close();
});
beforeEach(() => cpSync(join(sound, 'ledger'), folder, { recursive: true, verbatimSymlinks: true }));
afterEach(() => rmSync(data, { recursive: true, force: true }));
afterAll(() => rmSync(sound, { recursive: true, force: true }));

const asides = () => readdirSync(data).filter((name) => name !== 'ledger');

function filesOf(name: RegExp, top = join(folder, 'data')): string[] {
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  for (let index = 0; index < 64; index += 1) bytes[at + index] = (bytes[at + index] ?? 0) ^ 0x5a;
  writeFileSync(file, bytes);
}

async function lines(): Promise<Record<string, string>> {
  const { ledger, close } = await openEmbedded(folder);
  try {
    const rows = await ledger.read<{ version: number; n: string; total: string }>({
      sql: 'SELECT version, count() AS n, sum(amount) AS total FROM ledger.fee_lines GROUP BY version ORDER BY version',
    });
    return Object.fromEntries(rows.map(({ version, n, total }) => [version, `${n} ${total}`]));
  } finally {
    await close();
  }
}
const WHOLE = '300 44880';

test('a ledger whose tables cannot be read is put aside and kept, and every line that is whole is taken over', async () => {
  for (const file of filesOf(/(fee|usage)_lines\.sql$/)) truncateSync(file, 100);
  const [biggest = ''] = filesOf(/1_\d+_\d+_\d+\/data\.bin$/).sort((a, b) => statSync(b).size - statSync(a).size);
  truncateSync(biggest, statSync(biggest).size - 100);
  expect(await lines()).toEqual({ 2: WHOLE });
  expect(asides()).toEqual([expect.stringMatching(/^ledger\.damaged-\d{4}-\d\d-\d\dT[\d-]+Z$/)]);
  // The damaged file is still there, in what was put aside.
  expect(filesOf(/data\.bin$/, join(data, asides()[0] ?? '')).length).toBeGreaterThan(3);
});

test('a rebuild that was cut off is taken up again', async () => {
  const aside = `${folder}.damaged-1`;
  renameSync(folder, aside);
  writeFileSync(`${folder}.rebuilding`, basename(aside));
  // As a kill left it: the new folder is there, with tables and none of the lines.
  const { close } = await openEmbedded(join(sound, 'empty'));
  await close();
  cpSync(join(sound, 'empty'), folder, { recursive: true, verbatimSymlinks: true });
  expect(await lines()).toEqual({ 1: WHOLE, 2: WHOLE });
  expect(asides().sort()).toEqual(['ledger.damaged-1', expect.stringMatching(/^ledger\.unfinished-/)]);
  // Once it has ended, it has ended.
  expect(await lines()).toEqual({ 1: WHOLE, 2: WHOLE });
  expect(asides()).toHaveLength(2);
});

test('what a newer engine has written is left to that one', async () => {
  for (const file of filesOf(/(fee|usage)_lines\.sql$/)) truncateSync(file, 100);
  writeFileSync(join(folder, 'engine-version'), '99.0.0');
  await expect(lines()).rejects.toThrow(/was used by a newer Suanpan \(engine 99\.0\.0/);
  expect(asides()).toEqual([]);
});

test('broken parts are put aside by the engine, however many they are', async () => {
  for (const file of filesOf(/checksums\.txt$/)) truncateSync(file, 0);
  expect(await lines()).toEqual({});
  expect(asides()).toEqual([]);
  expect(filesOf(/broken-on-start.*checksums\.txt$/).length).toBeGreaterThan(3);
});

test.each([
  ['the description of a table', () => filesOf(/\/fee_lines\.sql$/)],
  ['the description of the database', () => [join(folder, 'data', 'metadata', 'ledger.sql')]],
  ['the descriptions of all tables', () => [join(folder, 'data', 'metadata')]],
])('without %s the folder is put aside, and every line is taken over', async (_, lost) => {
  for (const path of lost()) rmSync(path, { recursive: true });
  expect(await lines()).toEqual({ 1: WHOLE, 2: WHOLE });
  expect(asides()).toEqual([expect.stringMatching(/^ledger\.damaged-/)]);
  // That is once: what was rebuilt is a ledger like any other.
  expect(await lines()).toEqual({ 1: WHOLE, 2: WHOLE });
  expect(asides()).toHaveLength(1);
});

test('changed bytes are found when they are read, and told as damage', async () => {
  const [biggest = ''] = filesOf(/1_\d+_\d+_\d+\/data\.bin$/).sort((a, b) => statSync(b).size - statSync(a).size);
  flip(biggest, statSync(biggest).size >> 1);
  const { ledger, close } = await openEmbedded(folder);
  const all = (version: number) =>
    ledger.read({ sql: `SELECT count() AS n FROM ledger.fee_lines WHERE version = ${version} AND NOT ignore(*)` });
  expect(ledger.damageMet()).toBe(null);
  await expect(all(1)).rejects.toMatchObject({
    code: 'ledger_unavailable',
    message: expect.stringContaining('damaged'),
  });
  expect(ledger.damageMet()).toBeGreaterThan(0);
  expect(await all(2)).toEqual([{ n: '300' }]);
  await ledger.setAside(1);
  await close();
  expect(filesOf(/detached\/1_.*data\.bin$/).length).toBeGreaterThan(0);
  expect(await lines()).toEqual({ 2: WHOLE });
});

test('a folder that cannot be written is no damage, and stays where it is', async () => {
  const conf = join(folder, 'conf');
  rmSync(conf, { recursive: true });
  symlinkSync('/proc/nowhere', conf);
  await expect(lines()).rejects.toThrow();
  expect(asides()).toEqual([]);
  expect(existsSync(join(folder, 'data'))).toBe(true);
});
