import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { publishMonth } from './published-month.test.fixture';
import type { Cycle } from '@/lib/cycles';
import { type OpenLedger, openEmbedded } from '@/lib/ledger/open.server';
import { readPublished } from '@/lib/ledger/published.server';
import { scanVersion } from '@/lib/ledger/stored-version.server';
import { log } from '@/lib/log.server';
import { openState } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { markDamaged } from '@/lib/state/versions.server';
import { LedgerGuard } from './guard-ledger.server';
import { verifyCycle } from './verify-cycle.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const data = mkdtempSync(join(tmpdir(), 'suanpan-guard-'));
const folder = join(data, 'ledger');
const months = ['2026-08', '2026-09', '2026-10'] as Cycle[];
const versions: number[] = [];
let db: Db;
let open: OpenLedger;

beforeAll(async () => {
  db = await openState({ databaseUrl: null, dataDirectory: data });
  open = await openEmbedded(folder);
  for (const cycle of months)
    versions.push(await publishMonth({ db, ledger: open.ledger }, { domainId: 'd', cycle, lines: 200 }));
});
afterAll(async () => {
  await open.close();
  await db.destroy();
  rmSync(data, { recursive: true, force: true });
});

const shown = async () => {
  const { whole, lacking } = await readPublished(db, open.ledger, {
    domainIds: ['d'],
    from: months[0] ?? ('' as Cycle),
    to: months[2] ?? ('' as Cycle),
  });
  return { whole: whole.map(({ version }) => version), lacking: lacking.map(({ version }) => version) };
};
const { signal } = new AbortController();
const verified = (cycle: Cycle | undefined) =>
  verifyCycle(
    { db, ledger: open.ledger, clock: { now: () => new Date('2026-11-22T04:00:00Z') } },
    {
      account: { domainId: 'd', name: 'd', site: 'intl', currency: 'CNY', projectId: null },
      cycle: cycle ?? ('' as Cycle),
      signal,
    },
  );

/** Changes bytes in the largest file of a version, as a bad disk does, and starts the engine again. */
async function damage(version: number | undefined): Promise<void> {
  await open.close();
  const files = readdirSync(join(folder, 'data', 'store'), { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => new RegExp(`/${version}_\\d+_\\d+_\\d+/data\\.bin$`).test(path));
  const [biggest = ''] = files.sort((a, b) => statSync(b).size - statSync(a).size);
  const bytes = readFileSync(biggest);
  const middle = bytes.length >> 1;
  for (let at = middle; at < middle + 64; at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(biggest, bytes);
  open = await openEmbedded(folder);
}

test('a month with lines that cannot be read is found by itself after a start, left out, and the others are shown', async () => {
  const guard = new LedgerGuard(db, log);
  guard.look(open.ledger, { leads: true, signal });
  await guard.settled();
  expect(await shown()).toEqual({ whole: versions, lacking: [] });
  await damage(versions[1]);
  // Another replica's work, until a question meets it.
  guard.look(open.ledger, { leads: false, signal });
  await guard.settled();
  expect((await shown()).lacking).toEqual([]);
  await expect(scanVersion(open.ledger, versions[1] ?? 0)).rejects.toMatchObject({ code: 'ledger_unavailable' });
  guard.look(open.ledger, { leads: false, signal });
  await guard.settled();
  expect(await shown()).toEqual({ whole: [versions[0], versions[2]], lacking: [versions[1]] });
});

test('a full verification says the same, and takes back what was said of a month that is right', async () => {
  expect(await verified(months[1])).toMatchObject({ stored: 'damaged' });
  await markDamaged(db, versions[0] ?? 0);
  expect((await shown()).whole).toEqual([versions[2]]);
  expect(await verified(months[0])).toMatchObject({ stored: 'ok' });
  expect((await shown()).whole).toEqual([versions[0], versions[2]]);
});

test('an empty ledger marks nothing: it may be the wrong one', async () => {
  const other = await openEmbedded(join(data, 'other'));
  await db.updateTable('versions').set({ error_code: null }).execute();
  expect(await new LedgerGuard(db, log).scan(other.ledger, { restMs: 0, signal })).toEqual([]);
  await other.close();
});
