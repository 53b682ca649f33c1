import 'server-only';

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineProcess, freePort } from '../embedded/process.server';
import type { LedgerCopies } from '../ledger';
import { openEmbedded, openServer } from '../open.server';

export type LedgerKind = 'embedded' | 'server' | 'two shards';

export const LEDGER_KINDS: readonly LedgerKind[] = ['embedded', 'server', 'two shards'];

/** The kind that a run asks for by SUANPAN_TEST_LEDGER: `embedded` unless told, `server` or `shards`. */
export function kindOfRun(): LedgerKind {
  const asked = process.env.SUANPAN_TEST_LEDGER || 'embedded';
  const kind = asked === 'shards' ? 'two shards' : LEDGER_KINDS.find((known) => known === asked);
  if (!kind) throw new Error(`SUANPAN_TEST_LEDGER is embedded, server or shards, not ${asked}`);
  return kind;
}

export interface TestLedger {
  ledger: LedgerCopies & { migrate(): Promise<void> };
  /** Value of LEDGER_URL and its kin, for programs of their own; empty when embedded. */
  env: Readonly<Record<string, string>>;
  /** Kills a node (the second shard, or the only engine) as `kill -9` does; an embedded one is started again by itself. */
  kill(): Promise<void>;
  /** Starts what was killed again, at the same address; `empty` without what it had stored (not when embedded). */
  revive(how?: 'empty'): Promise<void>;
  /** Resolves once the ledger answers. */
  back(): Promise<void>;
  close(): Promise<void>;
}

const PASSWORD = 'p-for-tests-only';

/** A ledger on an empty folder, of one of the kinds that the product runs on. Close it. */
export async function openTestLedger(kind: LedgerKind = kindOfRun()): Promise<TestLedger> {
  const folder = mkdtempSync(join(tmpdir(), 'suanpan-ledger-'));
  const opened = kind === 'embedded' ? await embedded(folder) : await served(folder, kind === 'server' ? 1 : 2);
  const back = async () => {
    while (
      !(await opened.ledger.ping().then(
        () => true,
        () => false,
      ))
    )
      await opened.turn();
  };
  const close = async () => {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...opened, back, close };
}

async function embedded(folder: string) {
  const { ledger, engine, close } = await openEmbedded(folder);
  const kill = async () => {
    process.kill(engine.pid ?? 0, 'SIGKILL');
  };
  return { ledger, env: {}, kill, revive: async () => {}, turn: () => engine.settled(500), close };
}

async function served(folder: string, count: number) {
  const nodes = await layOut(folder, count);
  const running = await Promise.all(nodes.map((node) => EngineProcess.start(node)));
  const urls = nodes.map(({ fixed }) => `http://app:${PASSWORD}@127.0.0.1:${fixed.port}`);
  const cluster = count > 1 ? ({ name: 'ledger', ddl: 'each-node' } as const) : null;
  const { ledger, close } = await openServer(urls, cluster);
  const last = count - 1;
  return {
    ledger,
    env: {
      LEDGER_URL: urls.join(','),
      ...(cluster ? { LEDGER_CLUSTER: cluster.name, LEDGER_CLUSTER_DDL: cluster.ddl } : {}),
    },
    kill: async () => {
      running[last]?.kill();
      await running[last]?.exited;
    },
    revive: async (how?: 'empty') => {
      const node = nodes[last];
      if (!node) return;
      if (how === 'empty') rmSync(node.folder, { recursive: true });
      running[last] = await EngineProcess.start(node);
    },
    turn: () => new Promise<void>((resolve) => setTimeout(resolve, 50)),
    close: async () => {
      await close();
      await Promise.all(running.map((engine) => (engine.kill(), engine.exited)));
    },
  };
}

/** Engines with an HTTP port each and, when there are several, a native port by which they ask each other. */
async function layOut(folder: string, count: number) {
  const ports = await Promise.all(Array.from({ length: count * 2 }, freePort));
  const shard = (port: number) =>
    `<shard><internal_replication>false</internal_replication><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`;
  const shards = ports.slice(count).map(shard).join('');
  return Array.from({ length: count }, (_, index) => ({
    folder: join(folder, `node${index + 1}`),
    memory: 500 * 2 ** 20,
    fixed: {
      port: ports[index] ?? 0,
      password: PASSWORD,
      ...(count > 1
        ? {
            listeners: 'SYSTEM START LISTEN TCP; SYSTEM START LISTEN HTTP',
            more: `<tcp_port>${ports[count + index]}</tcp_port><remote_servers><ledger><secret>for-tests-only</secret>${shards}</ledger></remote_servers>\n`,
            grants: ['GRANT TABLE ENGINE ON Distributed'],
          }
        : { listeners: 'SYSTEM START LISTEN HTTP', more: '', grants: [] }),
    },
  }));
}
