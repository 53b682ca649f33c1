import 'server-only';

import { businessClock } from '@/lib/clock.server';
import { log } from '@/lib/log.server';
import { metrics } from '@/lib/metrics.server';
import type { CallDeps, ObservedCall } from './call.server';
import { Quotas } from './quota.server';
import { Transport } from './transport.server';

// One per process: Next bundles routes and the instrumentation apart, and a quota that is counted twice is none.
const shared = globalThis as typeof globalThis & { suanpanBss?: CallDeps };

export function sharedCallDeps(): CallDeps {
  shared.suanpanBss ??= {
    quotas: new Quotas(),
    transport: new Transport({ onBusinessTime: (instant) => businessClock().follow(instant) }),
    observe: observeCall,
  };
  return shared.suanpanBss;
}

function observeCall(call: ObservedCall): void {
  const { operation, status, upstreamMs, waitMs } = call;
  metrics().upstream.observe({ operation, status: status ?? 'none' }, upstreamMs / 1000);
  metrics().upstreamWait.observe({ operation }, waitMs / 1000);
  const line = { ...call, upstreamMs: Math.round(upstreamMs), waitMs: Math.round(waitMs) };
  if (call.code === 'ok') log.info(line, 'upstream call');
  else log.warn(line, 'upstream call failed');
}
