import 'server-only';

import client from 'prom-client';

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** Of calls to the billing service and of what stands between them and us. */
function upstreamMetrics(registers: client.Registry[]) {
  return {
    upstream: new client.Histogram({
      name: 'suanpan_upstream_request_duration_seconds',
      help: 'Time the BSS endpoint took',
      labelNames: ['operation', 'status'] as const,
      buckets: SECONDS,
      registers,
    }),
    upstreamWait: new client.Histogram({
      name: 'suanpan_upstream_wait_seconds',
      help: 'Time a call waited in queues and back-off',
      labelNames: ['operation'] as const,
      buckets: SECONDS,
      registers,
    }),
    upstreamCalls: new client.Counter({
      name: 'suanpan_upstream_calls_total',
      help: 'Calls to the BSS endpoint by what became of them, all tries of a call together',
      labelNames: ['operation', 'outcome'] as const,
      registers,
    }),
    upstreamRetries: new client.Counter({
      name: 'suanpan_upstream_retries_total',
      help: 'Further tries by what was wrong with the one before',
      labelNames: ['operation', 'reason'] as const,
      registers,
    }),
    upstreamBreaker: new client.Gauge({
      name: 'suanpan_upstream_breaker',
      help: 'Calls to a group of operations: 0 go through, 1 one may try, 2 are stopped',
      labelNames: ['endpoint', 'group'] as const,
      registers,
    }),
    upstreamBudget: new client.Gauge({
      name: 'suanpan_upstream_retry_budget',
      help: 'Further tries that the process may make now',
      registers,
    }),
    upstreamStopped: new client.Gauge({
      name: 'suanpan_upstream_stopped_accounts',
      help: '1 for an account whose access key is not used for now, and why',
      labelNames: ['account', 'reason'] as const,
      registers,
    }),
    upstreamInFlight: new client.Gauge({
      name: 'suanpan_upstream_calls_in_flight',
      help: 'Calls on their way to the BSS endpoint',
      registers,
    }),
    upstreamWaiting: new client.Gauge({
      name: 'suanpan_upstream_calls_waiting',
      help: 'Calls that wait for their quota, or for earlier ones of their kind',
      labelNames: ['line'] as const,
      registers,
    }),
  };
}

/** Of the ledger, wherever it runs. */
function ledgerMetrics(registers: client.Registry[]) {
  return {
    ledgerUp: new client.Gauge({
      name: 'suanpan_ledger_up',
      help: '1 while the ledger answers, 0 while it does not',
      registers,
    }),
    ledgerRestarts: new client.Counter({
      name: 'suanpan_ledger_restarts_total',
      help: 'Times the embedded engine ended by itself, or was killed because it was stuck',
      registers,
    }),
    ledgerQuery: new client.Histogram({
      name: 'suanpan_ledger_query_duration_seconds',
      help: 'Time a statement took, waiting for an engine that is being started included',
      labelNames: ['kind', 'outcome'] as const,
      buckets: SECONDS,
      registers,
    }),
    ledgerRows: new client.Counter({
      name: 'suanpan_ledger_rows_inserted_total',
      help: 'Rows stored, by table',
      labelNames: ['fact'] as const,
      registers,
    }),
  };
}

/** Of the sync that fills the ledger. */
function syncMetrics(registers: client.Registry[]) {
  return {
    syncCycles: new client.Gauge({
      name: 'suanpan_sync_cycles',
      help: 'Billing cycles of connected accounts: published, failing (an earlier version may be published), waiting',
      labelNames: ['account', 'status'] as const,
      registers,
    }),
    syncAccountFailing: new client.Gauge({
      name: 'suanpan_sync_account_failing',
      help: '1 for an account that cannot be read, and why',
      labelNames: ['account', 'code'] as const,
      registers,
    }),
    syncOpenAge: new client.Gauge({
      name: 'suanpan_sync_open_cycle_age_seconds',
      help: 'Business time since the open cycle was last found right',
      labelNames: ['account'] as const,
      registers,
    }),
  };
}

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
    ...upstreamMetrics(registers),
    ...ledgerMetrics(registers),
    ...syncMetrics(registers),
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
