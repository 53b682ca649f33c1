import 'server-only';

import type { z } from 'zod';
import { AppError } from '@/lib/http/errors';
import { inTurn } from '@/lib/turns.server';
import type { AnswerHeaders } from './body.server';
import type { CallDeps } from './call-deps.server';
import type { BssConnection } from './connection';
import { isSuccess } from './is-success';
import type { ObservedCall } from './observed-call';
import type { Operation } from './operation';
import type { Priority } from './priority';
import { readAnswer } from './read-answer.server';
import type { Reader } from './reader';
import type { Release } from '@/lib/slots';
import type { Timing } from './resilience/timing';
import type { Answer, TransportRequest } from './transport.server';
import { UpstreamFailure } from './upstream-failure';

/** A call that is ready to be made, once or again. */
export interface CallPlan<Schema extends z.ZodType, Made = never> {
  connection: BssConnection;
  deps: CallDeps;
  operation: Operation<never, Schema>;
  request: Omit<TransportRequest, 'signal' | 'onSent' | 'onHeaders' | 'deadlineMs'>;
  /** Filled in on the way. */
  call: ObservedCall;
  signal: AbortSignal | undefined;
  priority: Priority;
  reader: Reader<Made> | undefined;
}

/** One try of a call, which may take `leftMs`. The guards learn what became of it. */
export async function attempt<Schema extends z.ZodType, Made>(
  plan: CallPlan<Schema, Made>,
  leftMs: number,
): Promise<z.output<Schema> | Made> {
  const { connection, deps, operation, call } = plan;
  const { timing, keys, breakers } = deps.guards;
  const started = timing.now();
  keys.check(connection);
  await breakers.check(connection.endpoint, operation.group, plan.signal);
  const place = await waitForPlace(plan, leftMs);
  try {
    // While this call waited, others may have found the service down.
    const pass = await breakers.enter(connection.endpoint, operation.group, plan.signal);
    try {
      const answer = await send(plan, place, leftMs - (timing.now() - started));
      const value = await read(plan, answer);
      learn(plan, null);
      pass.report('good');
      return value;
    } catch (error) {
      const told = learn(plan, error);
      pass.report(healthOf(told));
      throw told;
    }
  } finally {
    place.leave();
    call.waitMs += place.waitedMs;
  }
}

async function read<Schema extends z.ZodType, Made>(
  { operation, priority, reader }: CallPlan<Schema, Made>,
  answer: Answer,
): Promise<z.output<Schema> | Made> {
  const made = answer.body && isSuccess(answer) ? await reader?.read(answer.body) : undefined;
  if (made !== undefined) return made;
  const readHere = () => readAnswer(operation, answer);
  // Nobody watches the pages of the sync, and reading one takes some milliseconds.
  return priority === 'sync' ? inTurn(readHere) : readHere();
}

interface Place {
  waitedMs: number;
  sent: () => void;
  /** An answer begins: the service has counted the call, and let its signature in unless it refuses. */
  heard: (status: number) => void;
  leave: () => void;
}

/** A token of the quota, a place in the bulkhead and one for the signature, in that order. */
async function waitForPlace<Schema extends z.ZodType>(plan: CallPlan<Schema, unknown>, leftMs: number): Promise<Place> {
  const { connection, deps, operation, priority } = plan;
  const { timing, bulkhead, keys } = deps.guards;
  const started = timing.now();
  const key = quotaKey(plan);
  const taken: Release[] = [];
  const leave = () => {
    for (const release of taken.toReversed()) release();
  };
  const patience = giveUpAfter(timing, leftMs, plan.signal);
  const { signal } = patience;
  try {
    const permit = await deps.quotas.take(key, { perSecond: operation.quota, priority, signal, maxWaitMs: leftMs });
    taken.push(() => permit.done());
    taken.push(await bulkhead.enter(`${connection.endpoint} ${key}`, signal));
    const lookedAt = await keys.enter(connection, signal);
    taken.push(lookedAt);
    const heard = (status: number) => {
      permit.done();
      if (status >= 200 && status <= 299) lookedAt();
    };
    return { waitedMs: timing.now() - started, sent: permit.sent, heard, leave };
  } catch (error) {
    leave();
    throw error;
  } finally {
    patience.end();
  }
}

const quotaKey = ({ connection, operation }: Pick<CallPlan<z.ZodType>, 'connection' | 'operation'>) =>
  `${connection.domainId} ${operation.name}`;

/** A signal that ends the waiting of a call when its caller leaves or its time is over. */
function giveUpAfter(timing: Timing, ms: number, outer: AbortSignal | undefined) {
  const inner = new AbortController();
  const onAbort = () => inner.abort(outer?.reason);
  const cancel = timing.after(ms, () => inner.abort(noPlace()));
  if (outer?.aborted) onAbort();
  outer?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: inner.signal,
    end: () => {
      cancel();
      outer?.removeEventListener('abort', onAbort);
    },
  };
}

const noPlace = () =>
  new AppError(
    'upstream_unavailable',
    'The billing service has not answered earlier questions of this kind yet, so this one was not sent.',
    { retryAfter: 5 },
  );

async function send<Schema extends z.ZodType>(
  { connection, deps, request, call, signal, reader }: CallPlan<Schema, unknown>,
  place: Place,
  deadlineMs: number,
): Promise<Answer> {
  call.tries += 1;
  call.status = null;
  const started = performance.now();
  const onSent = () => {
    call.sent = true;
    place.sent();
  };
  const onHeaders = (status: number, headers: AnswerHeaders) => {
    place.heard(status);
    call.status = status;
    call.upstreamRequestId = headers['x-request-id']?.slice(0, 64) ?? null;
  };
  try {
    const memory = reader && ((bytes: number) => reader.memory(bytes));
    const answer = await deps.transport.send(connection, { ...request, signal, deadlineMs, onSent, onHeaders, memory });
    call.bytes += answer.bytes;
    return answer;
  } finally {
    call.upstreamMs += performance.now() - started;
  }
}

/** Tells the key watch and the quota what an answer means for them. @returns the error to be thrown */
function learn<Schema extends z.ZodType>(plan: CallPlan<Schema, unknown>, error: unknown): unknown {
  const { connection, deps } = plan;
  const { keys } = deps.guards;
  const trouble = error instanceof UpstreamFailure ? error.trouble : null;
  if (error instanceof UpstreamFailure && trouble === 'credentials') {
    const { date, text = '' } = error.answer;
    return keys.refused(connection, { date, text, code: error.upstreamCode });
  }
  if (error instanceof UpstreamFailure && trouble === 'throttled') {
    deps.quotas.throttled(quotaKey(plan), error.answer.retryAfterMs ?? 0);
    return error;
  }
  if (error === null || trouble === 'refused' || trouble === 'garbled' || trouble === 'unusable') {
    deps.quotas.accepted(quotaKey(plan));
  }
  if (error === null || trouble === 'refused') keys.accepted(connection);
  return error;
}

/** Refusals and throttling come from a service that is well. */
function healthOf(error: unknown): 'good' | 'bad' | 'neutral' {
  if (!(error instanceof UpstreamFailure)) return 'neutral';
  if (error.trouble === 'unsent' || error.trouble === 'down') return 'bad';
  return error.trouble === 'refused' || error.trouble === 'throttled' || error.trouble === 'credentials'
    ? 'good'
    : 'neutral';
}
