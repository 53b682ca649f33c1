import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Spool } from './spool.server';

const folder = mkdtempSync(join(tmpdir(), 'suanpan-spool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filled(spool: Spool): { id: string; path: string } {
  const id = spool.newId();
  const path = spool.pathOf(id, 'fee_lines');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'a page');
  return { id, path };
}

it('keeps what loads under way need, and nothing else', async () => {
  const spool = new Spool(folder);
  const [needed, left] = [filled(spool), filled(spool)];
  writeFileSync(join(folder, 'notes.txt'), 'of somebody else');
  await spool.tidy(() => Promise.resolve(new Set([needed.id])));
  expect([needed.path, left.path, join(folder, 'notes.txt')].map((path) => existsSync(path))).toEqual([
    true,
    false,
    true,
  ]);
});

it('asks which loads are under way after it has looked, so that one that begins meanwhile loses nothing', async () => {
  const spool = new Spool(folder);
  filled(spool);
  let begun = { id: '', path: '' };
  await spool.tidy(() => {
    begun = filled(spool);
    return Promise.resolve(new Set<string>());
  });
  expect(existsSync(begun.path)).toBe(true);
});

it('has nothing to tidy before anything was read', async () => {
  await new Spool(join(folder, 'none')).tidy(() => Promise.reject(new Error('not asked')));
});

it.each(['../state.db', '', '..', 'a'.repeat(36) + '/..'])(
  'refuses the name %j: it would lead elsewhere',
  async (id) => {
    const spool = new Spool(folder);
    expect(() => spool.pathOf(id, 'fee_lines')).toThrow(RangeError);
    await expect(spool.drop(id)).rejects.toThrow(RangeError);
  },
);

it('gives a load that is gone on with files of its own, whatever is still written into the old ones', async () => {
  const spool = new Spool(folder);
  const [{ id, path }, to] = [filled(spool), spool.newId()];
  await spool.copy(id, to);
  writeFileSync(path, 'another page');
  expect(readFileSync(spool.pathOf(to, 'fee_lines'), 'utf8')).toBe('a page');
  await spool.copy(spool.newId(), spool.newId());
});
