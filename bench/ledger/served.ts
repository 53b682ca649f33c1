import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { portalEnvironment, seed, startPortal, startSandbox } from '../../scripts/stack.mjs';
import { type Engine, engineOf } from './recorder';
import { type LoadedLedger, NOW, WORLD } from './load';

export interface ServedLedger {
  base: string;
  engine: Engine;
  /** Of the portal and everything it started, bytes. */
  residentBytes(): number;
  stop(): Promise<void>;
}

interface Family {
  stop(member: unknown): Promise<void>;
}

/** A portal over a ledger that is there already: nothing is synced, so that nothing else asks the engine. */
export async function serveLedger(family: Family, loaded: LoadedLedger, port: number): Promise<ServedLedger> {
  const data = loaded.folder;
  const secret = randomBytes(48).toString('base64url');
  const env = portalEnvironment({ port, host: '127.0.0.1', data, secret, more: { SUANPAN_SYNC: 'off' } });
  const ports = ['--port', String(port + 10), '--control-port', String(port + 11)];
  const world = ['--seed', String(WORLD.seed), '--now', NOW, '--accounts', String(WORLD.accounts), '--lines', '2000'];
  const sandbox = await startSandbox({ family, data, args: [...ports, ...world] });
  await seed({ family, data, env });
  const portal = await startPortal({ family, data, env });
  return {
    base: `http://127.0.0.1:${port}`,
    engine: engineOf(data),
    residentBytes: () => familyOf(portal.child.pid).reduce((sum, pid) => sum + residentOf(pid), 0),
    stop: async () => {
      await family.stop(portal);
      await family.stop(sandbox.member);
    },
  };
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
