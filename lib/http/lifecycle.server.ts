import 'server-only';

import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { closeLedger } from '@/lib/ledger/open.server';
import { closeState } from '@/lib/state/open.server';
import { env } from '@/lib/env.server';
import { log } from '@/lib/log.server';
import { metrics } from '@/lib/metrics.server';
import { isKnownMethod, sanitizeHeaders } from './incoming-headers';
import { readableUrl } from './incoming-url';
import { REFUSAL_HEADER } from './refusal';
import { baseHeaders, CLOSED_POLICY } from './security-headers';

const DRAIN_MS = 25_000;
/** So long a stopping portal still answers, so that whoever asks /readyz each second hears that it stops. */
const FAREWELL_MS = 1500;
const CLOSING_MS = 5000;
const PROGRESS_MS = 50;

interface Lifecycle {
  server: Server | null;
  /** Requests being answered; those that came after a stop was asked for do not count. */
  inFlight: number;
  draining: boolean;
}

const shared = globalThis as typeof globalThis & { suanpanLifecycle?: Lifecycle };

function lifecycle(): Lifecycle {
  shared.suanpanLifecycle ??= { server: null, inFlight: 0, draining: false };
  return shared.suanpanLifecycle;
}

/** True once a stop was asked for: the portal finishes what it has and refuses what is new. */
export const isDraining = (): boolean => lifecycle().draining;

/** What the HTTP server says at the start of each request, before Next has seen it. */
interface RequestStart {
  request: IncomingMessage;
  response: ServerResponse;
  server: Server;
}

/** Sees every request first: true peer, request id, base headers, and how many are being answered. */
export function watchRequests(): void {
  const base = Object.entries(baseHeaders({ https: env().SUANPAN_URL.startsWith('https:') }));
  const hops = env().SUANPAN_PROXY_HOPS;
  subscribe('http.server.request.start', (message) => {
    const { request, response, server } = message as RequestStart;
    const life = lifecycle();
    life.server = server;
    if (!isKnownMethod(request.method)) {
      // A page takes no method but GET and HEAD, so this is the 405 it deserves, whatever it asked for.
      request.method = 'REPORT';
      request.url = '/';
    }
    sanitizeHeaders(request.headers, { address: plainAddress(request.socket.remoteAddress), hops });
    const { url, refusal } = readableUrl(request.url ?? '/', { stopping: life.draining });
    request.url = url;
    if (refusal) {
      request.headers[REFUSAL_HEADER] = refusal;
      request.method = 'GET';
    }
    for (const [name, value] of base) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', CLOSED_POLICY);
    response.setHeader('X-Request-Id', String(request.headers['x-request-id']));
    if (life.draining) {
      response.setHeader('Connection', 'close');
      return;
    }
    life.inFlight += 1;
    metrics().inFlight.set(life.inFlight);
    response.once('close', () => {
      life.inFlight -= 1;
      metrics().inFlight.set(life.inFlight);
    });
  });
}

const plainAddress = (address: string | undefined): string => (address ?? 'unknown').replace(/^::ffff:/, '');

/** SIGTERM and SIGINT drain and exit 0; a second one exits at once. A lost promise is logged and the process lives. */
export function handleSignals({ atEnd }: { atEnd: () => Promise<void> }): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isDraining()) process.exit(1);
      void drainAndExit(signal, atEnd);
    });
  }
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'unhandled rejection'));
}

async function drainAndExit(signal: string, atEnd: () => Promise<void>): Promise<void> {
  const life = lifecycle();
  life.draining = true;
  log.info({ signal, inFlight: life.inFlight }, 'stopping');
  life.server?.closeIdleConnections();
  const start = Date.now();
  // What works in the background stops at once: nobody waits for it.
  const ended = atEnd().catch((error: unknown) => log.error({ err: error }, 'background work did not end'));
  const busy = () => life.inFlight > 0 && Date.now() < start + DRAIN_MS;
  while (busy() || Date.now() < start + FAREWELL_MS) await pause(PROGRESS_MS);
  life.server?.close();
  if (life.inFlight > 0) log.warn({ inFlight: life.inFlight }, 'stopped before every request was answered');
  life.server?.closeAllConnections();
  await Promise.race([ended.then(closed), pause(CLOSING_MS)]);
  log.info('stopped');
  process.exit(0);
}

/** State last: what ends with the ledger may still have something to write down. */
async function closed(): Promise<void> {
  await closeLedger().catch((error: unknown) => log.error({ err: error }, 'ledger did not close'));
  await closeState().catch((error: unknown) => log.error({ err: error }, 'state did not close'));
}
