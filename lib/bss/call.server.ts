import 'server-only';

import type { z } from 'zod';
import { AppError } from '@/lib/http/errors';
import type { BssConnection } from './connection';
import { answerFailure, envelopeCode, unreadableAnswer } from './failure';
import { parseJson } from '@/lib/json';
import { fillPath, type Operation, type QueryValue } from './operation';
import type { Priority, Quotas } from './quota.server';
import type { Answer, Transport } from './transport.server';

export interface CallOptions {
  signal?: AbortSignal;
  /** Language of the names in the answer; en_US when absent. */
  language?: 'en_US' | 'zh_CN';
  /** Who goes first when the quota is short; live when absent. */
  priority?: Priority;
}

/** What is known about a finished call, for metrics and the log: no parameters, no bodies, no keys. */
export interface ObservedCall {
  operation: string;
  /** Domain id. */
  account: string;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** From the first byte sent to the last byte read. */
  upstreamMs: number;
  /** Spent in the queue of the quota. */
  waitMs: number;
  bytes: number;
  /** `ok`, the code of the AppError, `aborted`, or `internal`. */
  code: string;
  upstreamCode: string | null;
  /** The service's own name of the request. */
  upstreamRequestId: string | null;
}

/** Shared by all accounts of a process. */
export interface CallDeps {
  quotas: Quotas;
  transport: Transport;
  observe?: (call: ObservedCall) => void;
}

/** Quota, transport, failure mapping, lossless JSON and schema of one operation, in that order. */
export async function callOperation<Input, Schema extends z.ZodType>(
  { connection, deps }: { connection: BssConnection; deps: CallDeps },
  operation: Operation<Input, Schema>,
  { input, options }: { input: Input; options: CallOptions },
): Promise<z.output<Schema>> {
  const { path: parameters, query = {}, body } = operation.request(input);
  const path = fillPath(operation.path, parameters);
  refuseBrokenText(query);
  const call: ObservedCall = {
    operation: operation.name,
    account: connection.domainId,
    status: null,
    upstreamMs: 0,
    waitMs: 0,
    bytes: 0,
    code: 'internal',
    upstreamCode: null,
    upstreamRequestId: null,
  };
  try {
    const { signal, priority = 'live' } = options;
    const key = `${connection.domainId} ${operation.name}`;
    const permit = await deps.quotas.take(key, { perSecond: operation.quota, priority, signal });
    call.waitMs = permit.waitedMs;
    const started = performance.now();
    const answer = await deps.transport
      .send(connection, {
        method: operation.method,
        path,
        query,
        body: body === undefined ? null : JSON.stringify(body),
        language: options.language ?? 'en_US',
        signal,
      })
      .finally(() => {
        permit.done();
        call.upstreamMs = performance.now() - started;
      });
    call.status = answer.status;
    call.bytes = answer.bytes;
    call.upstreamRequestId = answer.headers['x-request-id']?.slice(0, 64) ?? null;
    const value = readAnswer(operation, answer);
    call.code = 'ok';
    return value;
  } catch (error) {
    call.code = error instanceof AppError ? error.code : options.signal?.aborted ? 'aborted' : 'internal';
    call.upstreamCode = (error instanceof AppError && error.upstreamCode) || null;
    throw error;
  } finally {
    deps.observe?.(call);
  }
}

/** Half a surrogate pair has no UTF-8 form, so it cannot be sent or signed. */
function refuseBrokenText(query: Readonly<Record<string, QueryValue>>): void {
  for (const [field, value] of Object.entries(query)) {
    if (typeof value !== 'string' || value.isWellFormed()) continue;
    throw new AppError('bad_request', 'That text has characters that cannot be sent.', { field });
  }
}

function readAnswer<Schema extends z.ZodType>({ response }: { response: Schema }, answer: Answer): z.output<Schema> {
  if (answer.status < 200 || answer.status > 299) throw answerFailure(answer);
  const json = parseAnswer(answer.text);
  // Some older operations report a failure with status 200 (contract 1.6).
  const code = envelopeCode(json);
  if (code !== null && code !== 'CBC.0000') throw answerFailure({ ...answer, status: 400 });
  const parsed = response.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadableAnswer(`${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'unknown shape'}`);
}

function parseAnswer(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // The parser's own message quotes the body, so it goes no further.
    throw unreadableAnswer(text.trim() === '' ? 'the body is empty' : 'the body is not JSON');
  }
}
