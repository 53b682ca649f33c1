import 'server-only';

import type { ObservedCall } from './observed-call';
import type { Quotas } from './quota.server';
import type { Guards } from './resilience/guards';
import type { Transport } from './transport.server';

/** What calls go through; shared by all accounts of a process. */
export interface CallDeps {
  quotas: Quotas;
  transport: Pick<Transport, 'send'>;
  guards: Guards;
  observe?: (call: ObservedCall) => void;
}
