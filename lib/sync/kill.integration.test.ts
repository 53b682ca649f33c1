import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Account } from '@/lib/accounts/account';
import { createBssAccount } from '@/lib/bss/account.server';
import { Quotas } from '@/lib/bss/quota.server';
import { makeGuards } from '@/lib/bss/resilience/guards';
import { Transport } from '@/lib/bss/transport.server';
import type { Cycle } from '@/lib/cycles';
import { openEmbedded } from '@/lib/ledger/open.server';
import { kindOfRun, openTestLedger, type TestLedger } from '@/lib/ledger/testing/open.server.test-data';
import { openState } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { askForCycles } from '@/lib/state/syncs.server';
import { listPublished, listVersions, type PublishedVersion } from '@/lib/state/versions.server';
import { Quota } from '../../sandbox/gate/quota';
import { type Sandbox, startSandbox } from '../../sandbox/server/start';
import { hasty, putOff } from './haste.test.fixture';
import { LINE_FACTS } from './list-reader.server';
import { verifyCycle } from './verify-cycle.server';
import { storedVersionDigests, worldDigests } from './world-lines.test.fixture';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

/** How often something is killed; a long run sets it to 50. */
const KILLS = Number(process.env.SUANPAN_KILLS || 5);
/** `process`: the one that syncs, `engine`: only its ledger, `both`: a process after two of its engines. */
const VICTIM = process.env.SUANPAN_VICTIM || 'both';
const ENGINES_PER_LIFE = { process: 0, engine: 10, both: 2 }[VICTIM] ?? 2;
const kind = kindOfRun();
const NOW = '2026-11-22T04:00:00Z';
/** Longer than a month takes, so that kills fall into every part of it. */
const LIFE_MS = 1500;
const CYCLES: readonly Cycle[] = ['2026-09', '2026-10', '2026-11'] as Cycle[];

type Owner = Account & { ak: string; sk: string };
let sandbox: Sandbox;
let served: TestLedger | null = null;
let account: Owner;
const folder = mkdtempSync(join(tmpdir(), 'suanpan-kill-'));
beforeAll(async () => {
  const size = { months: 3, lines: 2400, accounts: 1, hostile: false };
  sandbox = await startSandbox({ port: 0, controlPort: 0, site: 'intl', seed: 7, now: Date.parse(NOW), ...size });
  sandbox.parts.quota = new Quota(hasty.now);
  account = { ...(JSON.parse(sandbox.announcement).accounts as Owner[])[0], site: 'intl' } as Owner;
  if (kind !== 'embedded') served = await openTestLedger(kind);
  await inState((db) => putOff(db, { domainId: account.domainId, newest: CYCLES.length, now: Date.parse(NOW) }));
});
afterAll(async () => {
  await served?.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Between two lives: a state has one owner at a time. */
async function inState<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openState({ databaseUrl: null, dataDirectory: folder });
  return work(db).finally(() => db.destroy());
}

interface Life {
  child: ChildProcess;
  ended: Promise<unknown>;
  /** Nothing is left to read. */
  done: Promise<void>;
}

/** Starts a process that syncs. @returns once it does */
async function begin(said: Set<number>): Promise<Life> {
  const program = join(import.meta.dirname, 'sync-process.test.fixture.ts');
  const args = ['--import', 'tsx', '--conditions=react-server', program];
  const own = [folder, sandbox.endpoint, JSON.stringify(account), NOW, String(CYCLES.length)];
  const env = { ...process.env, ...served?.env };
  const child = spawn(process.execPath, [...args, ...own], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const ended = once(child, 'close');
  const lines = new EventEmitter();
  const [ready, done] = [once(lines, 'ready'), once(lines, 'done')];
  createInterface(child.stdout).on('line', (line) => {
    if (line === 'ready' || line === 'done') lines.emit(line);
    if (line.startsWith('published ')) for (const word of line.split(' ').slice(1)) said.add(Number(word));
  });
  const early = ended.then(() => {
    throw new Error('the process ended before it was ready');
  });
  early.catch(() => undefined);
  await Promise.race([ready, early]);
  return { child, ended, done: done.then(() => undefined) };
}

/** `kill -9` of what stores the lines. An embedded engine is started again by its process, a server by whoever runs it. */
async function killEngine({ child }: Life): Promise<void> {
  if (served) {
    await served.kill();
    await served.revive();
    return;
  }
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
  for (const pid of children) if (pid && isEngine(pid)) process.kill(Number(pid), 'SIGKILL');
}

const isEngine = (pid: string) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('engine.mjs');

/** Something to read in each life: a month that was corrected. */
async function correct(round: number): Promise<void> {
  const cycle = CYCLES[round % 2] as Cycle;
  await control('/bills/restate', { cycle, perMille: 5 + round });
  await inState((db) => askForCycles(db, [{ domainId: account.domainId, cycle }], 'sync'));
}

async function control(path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(sandbox.control + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

test(`with ${VICTIM} killed ${KILLS} times at random, it ends with what the world has, line for line: ${kind}`, {
  timeout: 3_600_000,
}, async () => {
  const said = new Set<number>();
  let kills = 0;
  for (let round = 0; kills < KILLS; round += 1) {
    if (round > 0) await correct(round);
    const life = await begin(said);
    for (let engines = 0; engines < ENGINES_PER_LIFE && kills < KILLS; engines += 1) {
      await pause(Math.random() * LIFE_MS);
      await killEngine(life);
      kills += 1;
    }
    if (VICTIM === 'engine') await life.done;
    else if (kills < KILLS) {
      await pause(Math.random() * LIFE_MS);
      kills += 1;
    }
    life.child.kill('SIGKILL');
    await life.ended;
  }
  const last = await begin(said);
  await last.done;
  last.child.kill('SIGKILL');
  await last.ended;
  expect(said.size).toBeGreaterThanOrEqual(CYCLES.length);
  await inState(async (db) => {
    const span = { domainIds: [account.domainId], from: '2000-01' as Cycle, to: '2100-01' as Cycle };
    const published = await listPublished(db, span);
    expect(published.map(({ cycle }) => cycle)).toEqual(CYCLES);
    const kept = [...published, ...(await listVersions(db, 'superseded'))].map(({ version }) => version);
    expect([...said].filter((version) => !kept.includes(version))).toEqual([]);
    await expectWorld(db, published);
  });
});

async function expectWorld(db: Db, published: readonly PublishedVersion[]): Promise<void> {
  const open = served ?? (await openEmbedded(join(folder, 'ledger')));
  const transport = new Transport();
  const deps = { quotas: new Quotas({ timing: hasty }), guards: makeGuards(), transport };
  const bss = createBssAccount({ ...account, endpoint: sandbox.endpoint }, deps);
  try {
    for (const { cycle, version } of published) {
      const asked = { account, cycle, signal: new AbortController().signal };
      const found = await verifyCycle({ db, ledger: open.ledger, clock: { now: () => new Date() } }, asked);
      expect(found).toMatchObject({ stored: 'ok' });
      for (const fact of LINE_FACTS) {
        const source = { bss, domainId: account.domainId, currency: account.currency, cycle, call: {} };
        expect(await storedVersionDigests(open.ledger, version, fact)).toEqual(await worldDigests(source, fact));
      }
    }
  } finally {
    await transport.close();
    if (!served) await open.close();
  }
}
