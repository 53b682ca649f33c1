import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Account } from '@/lib/accounts/account';
import { createBssAccount } from '@/lib/bss/account.server';
import { Quotas } from '@/lib/bss/quota.server';
import { makeGuards } from '@/lib/bss/resilience/guards';
import { Transport } from '@/lib/bss/transport.server';
import type { Cycle } from '@/lib/cycles';
import { openEmbedded } from '@/lib/ledger/open.server';
import { openState } from '@/lib/state/open.server';
import { listPublished, listVersions } from '@/lib/state/versions.server';
import { type Sandbox, startSandbox } from '../../sandbox/server/start';
import { worldDigests, storedVersionDigests } from './world-lines.test.fixture';
import { LINE_FACTS } from './list-reader.server';
import { verifyCycle } from './verify-cycle.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

/** How often the syncing process is killed; a long run sets it to 50. */
const KILLS = Number(process.env.SUANPAN_KILLS ?? 10);
const NOW = '2026-11-22T04:00:00Z';
const START_MS = 60_000;
/** Longer than a month takes, so that kills fall into every part of it. */
const LIFE_MS = 1500;

let sandbox: Sandbox;
const folder = mkdtempSync(join(tmpdir(), 'suanpan-kill-'));
beforeAll(async () => {
  const size = { months: 3, lines: 2400, accounts: 1, hostile: false };
  sandbox = await startSandbox({ port: 0, controlPort: 0, site: 'intl', seed: 7, now: Date.parse(NOW), ...size });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Life {
  /** Versions that it said were published. */
  published: Set<number>;
  done: boolean;
}

/** Starts a sync and kills it `afterMs` after it began; without, lets it come to its end. */
function live(account: Account, afterMs: number | null): Promise<Life> {
  const program = join(import.meta.dirname, 'sync-process.test.fixture.ts');
  const args = ['--import', 'tsx', '--conditions=react-server', program];
  const own = [folder, sandbox.endpoint, JSON.stringify({ ...account, site: 'intl' }), NOW];
  const child = spawn(process.execPath, [...args, ...own], { stdio: ['ignore', 'pipe', 'inherit'] });
  const life: Life = { published: new Set(), done: false };
  const slow = setTimeout(() => child.kill('SIGKILL'), START_MS * 3);
  createInterface(child.stdout).on('line', (line) => {
    if (line === 'done') life.done = true;
    if (line.startsWith('published ')) for (const word of line.split(' ').slice(1)) life.published.add(Number(word));
    if (line === 'ready' && afterMs !== null) setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  return new Promise((resolve) =>
    child.once('close', () => {
      clearTimeout(slow);
      resolve(life);
    }),
  );
}

test(`killed ${KILLS} times at random, it ends with what the world has, line for line`, {
  timeout: 3_600_000,
}, async () => {
  const [account] = JSON.parse(sandbox.announcement).accounts as (Account & { ak: string; sk: string })[];
  if (!account) throw new Error('no account');
  const said = new Set<number>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { published } = await live(account, Math.random() * LIFE_MS);
    for (const version of published) said.add(version);
  }
  expect((await live(account, null)).done).toBe(true);

  const db = await openState({ databaseUrl: null, dataDirectory: folder });
  const open = await openEmbedded(join(folder, 'ledger'));
  const transport = new Transport();
  const bss = createBssAccount(
    { ...account, site: 'intl', endpoint: sandbox.endpoint },
    { quotas: new Quotas(), guards: makeGuards(), transport },
  );
  try {
    const span = { domainIds: [account.domainId], from: '2000-01' as Cycle, to: '2100-01' as Cycle };
    const published = await listPublished(db, span);
    expect(published).toHaveLength(36);
    const kept = [...published, ...(await listVersions(db, 'superseded'))].map(({ version }) => version);
    expect([...said].filter((version) => !kept.includes(version))).toEqual([]);
    expect(await listVersions(db, 'loading')).toEqual([]);
    for (const { cycle, version } of published) {
      const asked = { account: { ...account, site: 'intl' as const }, cycle, signal: new AbortController().signal };
      expect(await verifyCycle({ db, ledger: open.ledger, clock: { now: () => new Date(NOW) } }, asked)).toMatchObject({
        stored: 'ok',
      });
      if (cycle < '2026-09') continue;
      for (const fact of LINE_FACTS) {
        const source = { bss, domainId: account.domainId, currency: account.currency, cycle, call: {} };
        expect(await storedVersionDigests(open.ledger, version, fact)).toEqual(await worldDigests(source, fact));
      }
    }
  } finally {
    await transport.close();
    await open.close();
    await db.destroy();
  }
});
