import 'server-only';

import { join } from 'node:path';
import { env } from '@/lib/env.server';
import { log } from '@/lib/log.server';
import type { Endpoints } from './attempts.server';
import { HttpLedger } from './client.server';
import type { EngineOptions } from './embedded/process.server';
import { EmbeddedEngine } from './embedded/supervisor.server';
import type { LedgerCopies } from './ledger';
import { Servers } from './servers.server';
import { type Cluster, Topology } from './topology.server';

export interface OpenLedger {
  ledger: HttpLedger;
  close(): Promise<void>;
}

/** An embedded engine on a folder of its own, with its tables. @throws Error when it does not start; AppError when its tables are of another program and to stay `asIs` */
export async function openEmbedded(
  folder: string,
  options: Omit<EngineOptions, 'folder'> = {},
): Promise<OpenLedger & { engine: EmbeddedEngine }> {
  const opened = embedded({ folder, ...options });
  try {
    await opened.engine.start();
    await opened.ledger.migrate();
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** A server or cluster that others run, answering. @throws AppError `ledger_unavailable` when it does not */
export async function openServer(
  urls: readonly string[],
  cluster: Cluster | null,
  { asIs = false }: { asIs?: boolean } = {},
): Promise<OpenLedger> {
  const opened = served(urls, new Topology(cluster), asIs);
  try {
    await opened.ledger.ping();
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function embedded(options: EngineOptions): OpenLedger & { engine: EmbeddedEngine } {
  const engine = new EmbeddedEngine({ ...options, log });
  const endpoints: Endpoints = {
    current: () => (engine.address ? [engine.address] : []),
    settled: (ms) => engine.settled(ms),
    status: () => engine.status,
    // Its folder is ours alone, and each start is an epoch of its own.
    suspect: () => {},
  };
  const ledger = new HttpLedger(endpoints, new Topology(), { asIs: options.asIs });
  const close = async () => {
    await ledger.close();
    await engine.stop();
  };
  return { ledger, engine, close };
}

function served(urls: readonly string[], topology: Topology, asIs = false): OpenLedger {
  const servers = new Servers(urls);
  const ledger = new HttpLedger(servers, topology, { asIs });
  servers.watch(ledger);
  const close = async () => {
    servers.stop();
    await ledger.close();
  };
  return { ledger, close };
}

// Next bundles pages, routes and the instrumentation apart: module state would start three engines.
const shared = globalThis as typeof globalThis & { suanpanLedger?: OpenLedger };

/** Neither waits nor fails: an engine that does not start is tried again, and the portal serves meanwhile. */
function open(): OpenLedger {
  const { LEDGER_URL, LEDGER_CLUSTER, LEDGER_CLUSTER_DDL, SUANPAN_DATA } = env();
  if (LEDGER_URL) {
    return served(LEDGER_URL, new Topology(LEDGER_CLUSTER ? { name: LEDGER_CLUSTER, ddl: LEDGER_CLUSTER_DDL } : null));
  }
  const opened = embedded({ folder: join(SUANPAN_DATA, 'ledger') });
  opened.engine.keep();
  return opened;
}

/** The ledger of this process, started on first use. While it does not run it answers `ledger_unavailable`. */
export function ledger(): LedgerCopies {
  shared.suanpanLedger ??= open();
  return shared.suanpanLedger.ledger;
}

/** Ends the engine of this process, if it was ever started. */
export async function closeLedger(): Promise<void> {
  const current = shared.suanpanLedger;
  shared.suanpanLedger = undefined;
  await current?.close();
}
