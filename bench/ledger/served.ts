import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { ensureBuilt } from '../../scripts/build.mjs';
import { makeStep } from '../../scripts/progress.mjs';
import { portalEnvironment, seed, startPortal, startSandbox } from '../../scripts/stack.mjs';
import { type Engine, engineOf } from './recorder';
import { type LoadedLedger, NOW, WORLD } from './load';

export interface ServedLedger {
  base: string;
  engine: Engine;
  /** A copy of the state: the portal lets nobody else into its own. */
  state: string;
  /** Of the portal and everything it started, bytes. */
  residentBytes(): number;
  stop(): Promise<void>;
}

export interface Family {
  stop(member: unknown): Promise<void>;
}

/** A portal over a ledger that is there already: nothing is synced, so that nothing else asks the engine. */
export async function serveLedger(family: Family, loaded: LoadedLedger, port: number): Promise<ServedLedger> {
  await ensureBuilt({ family, step: makeStep((line: string) => process.stderr.write(`${line}\n`)) });
  const data = loaded.folder;
  const secret = randomBytes(48).toString('base64url');
  const env = portalEnvironment({ port, host: '127.0.0.1', data, secret, more: { SUANPAN_SYNC: 'off' } });
  const ports = ['--port', String(port + 10), '--control-port', String(port + 11)];
  const world = ['--seed', String(WORLD.seed), '--now', NOW, '--accounts', String(WORLD.accounts), '--lines', '2000'];
  await startSandbox({ family, data, args: [...ports, ...world] });
  await seed({ family, data, env });
  const state = mkdtempSync(join(tmpdir(), 'suanpan-bench-state-'));
  copyFileSync(join(data, 'state.db'), join(state, 'state.db'));
  const portal = await startPortal({ family, data, env });
  return {
    base: `http://127.0.0.1:${port}`,
    engine: await answeringEngine(data),
    state,
    residentBytes: () => familyOf(portal.child.pid ?? 0).reduce((sum, pid) => sum + residentOf(pid), 0),
    stop: async () => {
      await family.stop(portal);
      rmSync(state, { recursive: true, force: true });
    },
  };
}

/** The portal is ready before its engine is, and until then the configuration is that of the engine before. */
async function answeringEngine(data: string): Promise<Engine> {
  for (;;) {
    const engine = engineOf(data);
    const { url, authorization } = engine;
    const status = await request(url, { method: 'POST', body: 'SELECT 1', headers: { authorization } }).then(
      async ({ statusCode, body }) => (await body.dump(), statusCode),
      () => 0,
    );
    if (status === 200) return engine;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A process and its descendants. */
function familyOf(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(statusOf(Number(name)))?.[1] ?? 0) }));
  const found = [root];
  for (const pid of found) found.push(...parents.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return found;
}

const residentOf = (pid: number): number => Number(/^VmRSS:\s+(\d+)/m.exec(statusOf(pid))?.[1] ?? 0) * 1024;

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
