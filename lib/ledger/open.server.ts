import 'server-only';

import { join } from 'node:path';
import { env } from '@/lib/env.server';
import { log } from '@/lib/log.server';
import { type Endpoints, HttpLedger } from './client.server';
import { EmbeddedEngine } from './embedded/supervisor.server';
import type { Ledger } from './ledger';
import { Topology } from './topology.server';

export interface OpenLedger {
  ledger: HttpLedger;
  close(): Promise<void>;
}

/** An embedded engine on a folder of its own, with its tables. @throws Error when it does not start */
export async function openEmbedded(folder: string): Promise<OpenLedger & { engine: EmbeddedEngine }> {
  const engine = new EmbeddedEngine({ folder, log });
  await engine.start();
  const endpoints: Endpoints = {
    current: () => (engine.address ? [engine.address] : []),
    settled: (ms) => engine.settled(ms),
    status: () => engine.status,
  };
  const ledger = new HttpLedger(endpoints, new Topology());
  const close = async () => {
    await ledger.close();
    await engine.stop();
  };
  try {
    await ledger.migrate();
  } catch (error) {
    await close();
    throw error;
  }
  return { ledger, engine, close };
}

/** A server or cluster that others run. */
export async function openServer(urls: readonly string[], topology: Topology): Promise<OpenLedger> {
  const since = new Date().toISOString();
  const endpoints: Endpoints = {
    current: () => urls.map(endpointOf),
    settled: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    status: () => ({ state: 'ready', since, reason: null }),
  };
  const ledger = new HttpLedger(endpoints, topology);
  await ledger.migrate();
  return { ledger, close: () => ledger.close() };
}

function endpointOf(text: string) {
  const url = new URL(text);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return {
    url: url.origin,
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
  };
}

// Next bundles pages, routes and the instrumentation apart: module state would start three engines.
const shared = globalThis as typeof globalThis & { suanpanLedger?: Promise<OpenLedger> };

function opened(): Promise<OpenLedger> {
  shared.suanpanLedger ??= open().catch((error: unknown) => {
    shared.suanpanLedger = undefined;
    throw error;
  });
  return shared.suanpanLedger;
}

function open(): Promise<OpenLedger> {
  const { LEDGER_URL, LEDGER_CLUSTER, LEDGER_CLUSTER_DDL, SUANPAN_DATA } = env();
  if (!LEDGER_URL) return openEmbedded(join(SUANPAN_DATA, 'ledger'));
  const cluster = LEDGER_CLUSTER
    ? {
        name: LEDGER_CLUSTER,
        ddl: LEDGER_CLUSTER_DDL === 'each-node' ? ('each-node' as const) : ('on-cluster' as const),
      }
    : null;
  return openServer(LEDGER_URL.split(','), new Topology(cluster));
}

/** The ledger of this process, started on first use. */
export async function ledger(): Promise<Ledger> {
  return (await opened()).ledger;
}

export async function closeLedger(): Promise<void> {
  const current = shared.suanpanLedger;
  shared.suanpanLedger = undefined;
  await (await current?.catch(() => undefined))?.close();
}
