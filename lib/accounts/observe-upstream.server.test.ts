import { beforeEach, expect, it, vi } from 'vitest';
import type { ObservedCall } from '@/lib/bss/observed-call';
import { Quotas } from '@/lib/bss/quota.server';
import { makeGuards } from '@/lib/bss/resilience/guards';
import { metrics } from '@/lib/metrics.server';

const lines: { level: string; fields: object }[] = [];
vi.mock('@/lib/log.server', () => ({
  log: {
    info: (fields: object) => lines.push({ level: 'info', fields }),
    warn: (fields: object) => lines.push({ level: 'warn', fields }),
    debug: (fields: object) => lines.push({ level: 'debug', fields }),
  },
}));
const { observeCall, reportGuards } = await import('./observe-upstream.server');

const call: ObservedCall = {
  operation: 'listOrders',
  group: 'orders',
  account: 'domain-1',
  status: 200,
  sent: true,
  tries: 3,
  retries: ['down', 'throttled'],
  upstreamMs: 120.4,
  waitMs: 800.2,
  bytes: 2000,
  code: 'ok',
  upstreamCode: null,
  upstreamRequestId: 'r-1',
};

beforeEach(() => {
  lines.length = 0;
  metrics().registry.resetMetrics();
});

it('a call is counted by operation and outcome, and its further tries by reason', async () => {
  observeCall(call);
  observeCall({ ...call, code: 'upstream_timeout', status: null, retries: [] });
  const text = await metrics().registry.metrics();
  expect(text).toContain('suanpan_upstream_calls_total{operation="listOrders",outcome="ok"} 1');
  expect(text).toContain('suanpan_upstream_calls_total{operation="listOrders",outcome="upstream_timeout"} 1');
  expect(text).toContain('suanpan_upstream_retries_total{operation="listOrders",reason="down"} 1');
  expect(text).toContain('suanpan_upstream_retries_total{operation="listOrders",reason="throttled"} 1');
  expect(text).toContain('suanpan_upstream_request_duration_seconds_count{operation="listOrders",status="200"} 1');
  expect(text).toContain('suanpan_upstream_wait_seconds_count{operation="listOrders"} 2');
});

it('a call that was stopped before it left does not look like a fast answer', async () => {
  observeCall({ ...call, code: 'upstream_unavailable', status: null, tries: 0, sent: false });
  expect(await metrics().registry.metrics()).not.toContain('duration_seconds_count{operation="listOrders"');
});

it('each call has one line, a warning when it failed', () => {
  observeCall(call);
  observeCall({ ...call, code: 'upstream_refused', upstreamCode: 'CBC.0100' });
  expect(lines).toEqual([
    { level: 'info', fields: { call: { ...call, upstreamMs: 120, waitMs: 800 } } },
    {
      level: 'warn',
      fields: { call: expect.objectContaining({ code: 'upstream_refused', upstreamCode: 'CBC.0100' }) },
    },
  ]);
});

it('calls that were never sent are told by who wanted them, not one by one', () => {
  observeCall({ ...call, code: 'upstream_throttled', status: null, tries: 0, sent: false });
  expect(lines.filter(({ level }) => level !== 'debug')).toEqual([]);
});

it('the guards are told as they are, and an account that goes on is no longer named', async () => {
  const guards = makeGuards();
  const connection = {
    domainId: 'domain-1',
    name: 'Demo',
    endpoint: 'https://bss.example',
    site: 'intl' as const,
    currency: 'USD',
    projectId: null,
    ak: 'AKCANARY',
    sk: 'SKCANARY',
  };
  guards.keys.refused(connection, { date: undefined, text: '', code: 'APIGW.0301' });
  for (let failure = 0; failure < 5; failure += 1)
    (await guards.breakers.enter('https://bss.example', 'orders')).report('bad');
  reportGuards({ guards, quotas: new Quotas() });
  const text = await metrics().registry.metrics();
  expect(text).toContain('suanpan_upstream_stopped_accounts{account="domain-1",reason="wrong"} 1');
  expect(text).toContain('suanpan_upstream_breaker{endpoint="https://bss.example",group="orders"} 2');
  expect(text).toContain('suanpan_upstream_retry_budget 5');
  expect(text).toContain('suanpan_upstream_calls_waiting{line="quota"} 0');
  expect(text).not.toContain('CANARY');
  guards.keys.reset('domain-1');
  reportGuards({ guards, quotas: new Quotas() });
  expect(await metrics().registry.metrics()).not.toContain('stopped_accounts{');
});
