import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openState } from './open.server';
import { readSetting, writeSetting } from './settings.server';

let data: string;
let file: string;
const open = () => openState({ databaseUrl: null, dataDirectory: data });
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'suanpan-state-'));
  file = join(data, 'state.db');
  const db = await open();
  await writeSetting(db, 'a', 'x'.repeat(50_000));
  await db.destroy();
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const flip = (at: number) => {
  const bytes = readFileSync(file);
  for (let index = at; index < at + 64; index += 1) bytes[index] = (bytes[index] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
};

test.each([
  ['the header', () => flip(0)],
  ['the schema', () => flip(100)],
  ['a page of a table', () => flip(3 * 4096)],
  ['the second half', () => truncateSync(file, statSync(file).size >> 1)],
  [
    'everything',
    () => {
      truncateSync(file, 0);
      mkdirSync(join(data, 'ledger'));
    },
  ],
])('a store that lost %s stops the start, says how to restore it, and stays as it is', async (_, damage) => {
  damage();
  const before = readFileSync(file);
  await expect(open()).rejects.toThrow(/state\.db: it is damaged.*npm run restore -- --from <backup> --replace/);
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(data).filter((name) => !/^(ledger|state\.db(-wal|-shm)?)$/.test(name))).toEqual([]);
});

test('a whole one opens, and so does an empty file where nothing was yet', async () => {
  const db = await open();
  expect(await readSetting(db, 'a')).toHaveLength(50_000);
  await db.destroy();
  truncateSync(file, 0);
  await (await open()).destroy();
});
