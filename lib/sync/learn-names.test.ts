import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BssAccount } from '@/lib/bss/account.server';
import type { Cycle } from '@/lib/cycles';
import type { Ledger } from '@/lib/ledger/ledger';
import { listNames } from '@/lib/state/names.server';
import { openState } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { learnFrom } from './learn-names.server';

const folder = mkdtempSync(join(tmpdir(), 'suanpan-names-'));
let db: Db;
beforeAll(async () => {
  db = await openState({ databaseUrl: null, dataDirectory: folder });
});
afterAll(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

// What a project needs to be learnt: nobody is asked.
const nothing = { ledger: {} as Ledger, bss: () => ({}) as BssAccount };
const account = { domainId: 'd', name: 'd', site: 'intl', currency: 'USD', projectId: null } as const;
const learn = async (name: string, month: { cycle: string; isNewest: boolean }) => {
  const names = [{ kind: 'project', code: 'p', name }] as const;
  const { signal } = new AbortController();
  const learning = { account, version: 1, names, signal, ...month, cycle: month.cycle as Cycle };
  await learnFrom({ db, ...nothing }, learning);
  return new Set((await listNames(db)).map((known) => known.name));
};

test('a project is called what the newest month calls it', async () => {
  expect(await learn('Harbour', { cycle: '2026-11', isNewest: true })).toEqual(new Set(['Harbour']));
  expect(await learn('Pier', { cycle: '2024-03', isNewest: false })).toEqual(new Set(['Harbour']));
  expect(await learn('Harbour North', { cycle: '2026-11', isNewest: true })).toEqual(new Set(['Harbour North']));
});
