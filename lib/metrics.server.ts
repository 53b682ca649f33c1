import 'server-only';

import client from 'prom-client';

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

function makeMetrics() {
  const registry = new client.Registry();
  // Event loop lag, memory, handles.
  client.collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    http: new client.Histogram({
      name: 'suanpan_http_request_duration_seconds',
      help: 'Time to answer an API request',
      labelNames: ['route', 'method', 'status'] as const,
      buckets: SECONDS,
      registers,
    }),
    upstream: new client.Histogram({
      name: 'suanpan_upstream_request_duration_seconds',
      help: 'Time the BSS endpoint took',
      labelNames: ['operation', 'status'] as const,
      buckets: SECONDS,
      registers,
    }),
    upstreamWait: new client.Histogram({
      name: 'suanpan_upstream_wait_seconds',
      help: 'Time a call waited for its place in the quota',
      labelNames: ['operation'] as const,
      buckets: SECONDS,
      registers,
    }),
    signIns: new client.Counter({
      name: 'suanpan_sign_ins_total',
      help: 'Sign-in attempts by result',
      labelNames: ['result'] as const,
      registers,
    }),
    inFlight: new client.Gauge({
      name: 'suanpan_http_requests_in_flight',
      help: 'Requests being answered',
      registers,
    }),
    stateWritable: new client.Gauge({
      name: 'suanpan_state_writable',
      help: '1 while the store can be written, 0 since a write failed',
      registers,
    }),
    cacheEntries: new client.Gauge({
      name: 'suanpan_cache_entries',
      help: 'Answers held by a cache',
      labelNames: ['cache'] as const,
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof makeMetrics>;

// One registry per process: Next bundles routes and the instrumentation apart.
const shared = globalThis as typeof globalThis & { suanpanMetrics?: Metrics };

export function metrics(): Metrics {
  shared.suanpanMetrics ??= makeMetrics();
  return shared.suanpanMetrics;
}
