import 'server-only';

import type { z } from 'zod';
import { AppError } from '@/lib/http/errors';
import { attempt, type CallPlan } from './attempt.server';
import type { CallDeps } from './call-deps.server';
import type { BssConnection } from './connection';
import { outcomeUnknown } from './failure';
import type { ObservedCall } from './observed-call';
import { fillPath, type Operation, type QueryValue } from './operation';
import type { Priority } from './priority';
import type { Reader } from './reader';
import { PATIENCE, waitBeforeRetry } from './resilience/retry';
import { pause } from './resilience/timing';
import { UpstreamFailure } from './upstream-failure';

export interface CallOptions<Made = never> {
  signal?: AbortSignal;
  /** Language of the names in the answer; en_US when absent. */
  language?: 'en_US' | 'zh_CN';
  /** Who goes first when the quota is short, and how long is waited; `live` when absent. */
  priority?: Priority;
  /** What it makes of a success is the value of the call. */
  reader?: Reader<Made>;
}

/**
 * One call with everything that stands between it and the service:
 * key stopped? → breaker → quota → bulkhead → transport → failure mapping, lossless JSON and schema → another try.
 * Only reads are tried again; a change that may have happened fails with `upstream_outcome_unknown`.
 */
export async function callOperation<Input, Schema extends z.ZodType, Made = never>(
  { connection, deps }: { connection: BssConnection; deps: CallDeps },
  operation: Operation<Input, Schema>,
  { input, options }: { input: Input; options: CallOptions<Made> },
): Promise<z.output<Schema> | Made> {
  refuseOtherSite(operation, connection);
  const { path: parameters, query = {}, body } = operation.request(input);
  const { signal, priority = 'live', language = 'en_US', reader } = options;
  const request = {
    method: operation.method,
    path: fillPath(operation.path, parameters),
    query,
    body: body === undefined ? null : JSON.stringify(body),
    language,
    change: !operation.readOnly,
  };
  refuseBrokenText(query);
  const call = newCall(operation, connection);
  const plan = { connection, deps, operation, request, call, signal, priority, reader };
  try {
    const value = await tryUntilDone(plan);
    call.code = 'ok';
    return value;
  } catch (error) {
    const told = operation.readOnly ? error : changeError(error, call);
    call.code = told instanceof AppError ? told.code : signal?.aborted ? 'aborted' : 'internal';
    call.upstreamCode = (told instanceof AppError && told.upstreamCode) || null;
    throw told;
  } finally {
    deps.observe?.(call);
  }
}

/** The only place that repeats a call. */
async function tryUntilDone<Schema extends z.ZodType, Made>(
  plan: CallPlan<Schema, Made>,
): Promise<z.output<Schema> | Made> {
  const { deps, operation, call, signal } = plan;
  const { timing, budget } = deps.guards;
  const patience = PATIENCE[plan.priority];
  const until = timing.now() + patience.totalMs;
  budget.earn();
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(plan, until - timing.now());
    } catch (error) {
      if (!operation.readOnly || signal?.aborted) throw error;
      const state = { patience, tries, leftMs: until - timing.now(), random: () => timing.random(), budget };
      const waitMs = waitBeforeRetry(error, state);
      if (waitMs === null) throw error;
      call.retries.push(error instanceof UpstreamFailure ? error.trouble : 'down');
      await pause(timing, waitMs, signal);
      call.waitMs += waitMs;
    }
  }
}

const NOT_DONE: ReadonlySet<string> = new Set(['unsent', 'throttled', 'refused', 'credentials']);

/** Nothing happened when nothing left, or when the service said no; of anything else nobody knows. */
function changeError(error: unknown, { sent }: ObservedCall): unknown {
  if (!sent || (error instanceof UpstreamFailure && NOT_DONE.has(error.trouble))) return error;
  return outcomeUnknown(error);
}

const newCall = (
  { name, group }: Pick<Operation<never>, 'name' | 'group'>,
  { domainId }: BssConnection,
): ObservedCall => ({
  operation: name,
  group,
  account: domainId,
  status: null,
  sent: false,
  tries: 0,
  retries: [],
  upstreamMs: 0,
  waitMs: 0,
  bytes: 0,
  code: 'internal',
  upstreamCode: null,
  upstreamRequestId: null,
});

function refuseOtherSite({ sites }: Pick<Operation<never>, 'sites'>, { site, name }: BssConnection): void {
  if (!sites || sites.includes(site)) return;
  throw new AppError('conflict', `The site of ${name} does not have this operation.`);
}

/** Half a surrogate pair has no UTF-8 form, so it cannot be sent or signed. */
function refuseBrokenText(query: Readonly<Record<string, QueryValue>>): void {
  for (const [field, value] of Object.entries(query)) {
    if (typeof value !== 'string' || value.isWellFormed()) continue;
    throw new AppError('bad_request', 'That text has characters that cannot be sent.', { field });
  }
}
