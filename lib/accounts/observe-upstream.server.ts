import 'server-only';

import type { CallDeps } from '@/lib/bss/call-deps.server';
import type { ObservedCall } from '@/lib/bss/observed-call';
import { log } from '@/lib/log.server';
import { metrics } from '@/lib/metrics.server';

/** Counts a call to the service and writes its one line of the log: no parameters, no bodies, no keys. */
export function observeCall(call: ObservedCall): void {
  const { operation, status, code, upstreamMs, waitMs, retries } = call;
  const { upstream, upstreamWait, upstreamCalls, upstreamRetries } = metrics();
  upstreamCalls.inc({ operation, outcome: code });
  if (call.tries > 0)
    upstream.observe({ operation, status: status === null ? code : String(status) }, upstreamMs / 1000);
  upstreamWait.observe({ operation }, waitMs / 1000);
  for (const reason of retries) upstreamRetries.inc({ operation, reason });
  const line = { call: { ...call, upstreamMs: Math.round(upstreamMs), waitMs: Math.round(waitMs) } };
  if (code === 'ok' || code === 'aborted') log.info(line, 'upstream call');
  // What was never sent says nothing new about the service: the request that wanted it is told, and the gauges say why.
  else if (call.tries === 0) log.debug(line, 'upstream call not sent');
  else log.warn(line, 'upstream call failed');
}

const BREAKER = { closed: 0, 'half-open': 1, open: 2 } as const;

/** What stands between us and the service, as it is now. */
export function reportGuards({ guards, quotas }: Pick<CallDeps, 'guards' | 'quotas'>): void {
  const { upstreamBreaker, upstreamBudget, upstreamStopped, upstreamInFlight, upstreamWaiting } = metrics();
  for (const { endpoint, group, state } of guards.breakers.states()) {
    upstreamBreaker.set({ endpoint, group }, BREAKER[state]);
  }
  upstreamBudget.set(guards.budget.left);
  // An account that goes on is not there any more, rather than 0 under each reason.
  upstreamStopped.reset();
  for (const { account, reason } of guards.keys.stopped()) upstreamStopped.set({ account, reason }, 1);
  const { used, waiting } = guards.bulkhead.load;
  upstreamInFlight.set(used);
  upstreamWaiting.set({ line: 'bulkhead' }, waiting);
  upstreamWaiting.set({ line: 'quota' }, quotas.waiting);
}
