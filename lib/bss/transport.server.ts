import 'server-only';

import { Agent, type Dispatcher } from 'undici';
import { AppError } from '@/lib/http/errors';
import { type AnswerHeaders, checkBody, flatHeaders, jsonText, readBody } from './body.server';
import type { BssConnection } from './connection';
import { type Endpoint, endpointOf } from './endpoint';
import { connectionFailure, deadlinePassed, noFirstByte, unreadableAnswer } from './failure';
import { isSuccess } from './is-success';
import type { Method, QueryValue } from './operation';
import { tellingWhenSent } from './sent.server';
import { authorization, canonicalQuery, sdkDate } from './sign';

export interface TransportOptions {
  connectTimeoutMs?: number;
  /** From sending to the first byte of the answer. */
  headersTimeoutMs?: number;
  /** From the start to the last byte of the answer, though bytes keep coming. */
  deadlineMs?: number;
  /** Largest answer that is read. */
  maxBytes?: number;
  /** Sockets kept per endpoint. */
  connections?: number;
  /** Real time: signatures are checked against it, whatever a sandbox's business clock says. */
  now?: () => Date;
  /** `X-Sandbox-Time` of an endpoint on loopback; no other endpoint can set the business clock. */
  onBusinessTime?: (instant: string) => void;
  /** Sends the requests instead of our own pools; for tests. */
  dispatcher?: Dispatcher;
}

export interface TransportRequest {
  method: Method;
  /** From a path template of ours, encoded. */
  path: string;
  query?: Readonly<Record<string, QueryValue>>;
  /** Exactly the text to send, null for none. */
  body: string | null;
  language: 'en_US' | 'zh_CN';
  signal?: AbortSignal;
  /** Less than the usual deadline, when the caller has less time left. */
  deadlineMs?: number;
  /** Changes something upstream: sent on a connection of its own, since one that is reused may just be closing. */
  change?: boolean;
  /** The request begins to leave; never called when no connection was made. */
  onSent?: () => void;
  /** An answer begins, whatever becomes of the rest of it. */
  onHeaders?: (status: number, headers: AnswerHeaders) => void;
  /** Memory for the body of a success that says how long it is; fresh memory when absent. */
  memory?: (bytes: number) => Buffer | undefined;
}

export interface Answer {
  status: number;
  headers: AnswerHeaders;
  /** Made when it is asked for; of a success JSON in ASCII. */
  readonly text: string;
  /** The same as it came. */
  body?: Buffer;
  bytes: number;
}

/** Signed HTTP to the endpoint of a connection. Follows no redirect, retries nothing, keeps one pool per endpoint. */
export class Transport {
  readonly #agents = new Map<string, { agent: Agent; sender: Dispatcher }>();
  readonly #options: Required<Omit<TransportOptions, 'onBusinessTime' | 'dispatcher'>>;
  readonly #onBusinessTime: TransportOptions['onBusinessTime'];
  readonly #dispatcher: Dispatcher | undefined;

  constructor({ onBusinessTime, dispatcher, ...options }: TransportOptions = {}) {
    this.#onBusinessTime = onBusinessTime;
    this.#dispatcher = dispatcher && tellingWhenSent(dispatcher);
    this.#options = {
      connectTimeoutMs: 3000,
      headersTimeoutMs: 10_000,
      deadlineMs: 15_000,
      maxBytes: 32 * 2 ** 20,
      connections: 256,
      now: () => new Date(),
      ...options,
    };
  }

  /**
   * One request, one answer, whatever its status.
   * @throws AppError `upstream_unavailable`, `upstream_timeout` or `upstream_invalid`; the reason of an aborted signal
   */
  async send(connection: BssConnection, request: TransportRequest): Promise<Answer> {
    const endpoint = endpointOf(connection.endpoint);
    const deadlineMs = Math.min(this.#options.deadlineMs, request.deadlineMs ?? Infinity);
    const { headersTimeoutMs } = this.#options;
    const { signal } = request;
    signal?.throwIfAborted();
    const stop = new AbortController();
    let late: AppError | null = null;
    const stopLate = (error: AppError) => {
      late ??= error;
      stop.abort();
    };
    const onAbort = () => stop.abort();
    const deadline = setTimeout(() => stopLate(deadlinePassed(deadlineMs / 1000)), deadlineMs);
    let firstByte: NodeJS.Timeout | undefined;
    const onSent = () => {
      firstByte = setTimeout(() => stopLate(noFirstByte(headersTimeoutMs / 1000)), headersTimeoutMs);
      request.onSent?.();
    };
    const onHeaders = (status: number, headers: AnswerHeaders) => {
      clearTimeout(firstByte);
      request.onHeaders?.(status, headers);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await this.#exchange(endpoint, connection, { ...request, signal: stop.signal, onSent, onHeaders });
    } catch (error) {
      if (late) throw late;
      signal?.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(deadline);
      clearTimeout(firstByte);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Closes the sockets, after the calls under way have ended. */
  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map(({ agent }) => agent.close()));
    this.#agents.clear();
  }

  async #exchange(
    endpoint: Endpoint,
    connection: BssConnection,
    request: TransportRequest & Required<Pick<TransportRequest, 'onSent' | 'onHeaders'>>,
  ): Promise<Answer> {
    const query = canonicalQuery(request.query ?? {});
    let sent = false;
    const options = {
      origin: endpoint.origin,
      path: query ? `${request.path}?${query}` : request.path,
      method: request.method,
      headers: this.#headersOf(endpoint, connection, request),
      body: request.body,
      signal: request.signal,
      onSent: () => {
        sent = true;
        request.onSent();
      },
    };
    const response = await this.#senderOf(endpoint, request)
      .request(options)
      .catch((error: unknown) => {
        throw connectionFailure(error, sent);
      });
    const headers = flatHeaders(response.headers);
    request.onHeaders(response.statusCode, headers);
    const success = isSuccess({ status: response.statusCode });
    const bytes = await this.#receive(response, success ? request.memory : undefined);
    const instant = headers['x-sandbox-time'];
    if (instant !== undefined && endpoint.loopback) this.#onBusinessTime?.(instant);
    if (success) checkBody(headers, bytes);
    let text: string | null = null;
    return {
      status: response.statusCode,
      headers,
      body: bytes,
      get text() {
        // Errors of gateways and proxies come in any form; only their code is looked for.
        text ??= success ? jsonText(bytes) : bytes.toString('utf8');
        return text;
      },
      bytes: bytes.length,
    };
  }

  async #receive(response: Dispatcher.ResponseData, memory: TransportRequest['memory']): Promise<Buffer> {
    try {
      return await readBody(response, { maxBytes: this.#options.maxBytes, memory });
    } catch (error) {
      throw error instanceof AppError ? error : unreadableAnswer('it was cut off', 'down', error);
    }
  }

  #headersOf(endpoint: Endpoint, connection: BssConnection, request: TransportRequest): Record<string, string> {
    const headers = {
      host: endpoint.host,
      'content-type': 'application/json',
      'x-domain-id': connection.domainId,
      'x-language': request.language,
      'x-sdk-date': sdkDate(this.#options.now()),
    };
    const { method, path, query, body } = request;
    return {
      ...headers,
      accept: 'application/json',
      'accept-encoding': 'identity',
      authorization: authorization({ method, path, query, headers, body }, connection),
    };
  }

  #senderOf({ origin }: Endpoint, { change = false }: TransportRequest): Dispatcher {
    if (this.#dispatcher) return this.#dispatcher;
    const key = change ? `${origin} changes` : origin;
    let known = this.#agents.get(key);
    if (!known) {
      const { connectTimeoutMs, connections } = this.#options;
      const agent = new Agent({
        connections,
        // Written out, so that no environment variable can switch the check off.
        connect: { timeout: connectTimeoutMs, rejectUnauthorized: true },
        // Ours are exact, and end with the call.
        headersTimeout: 0,
        bodyTimeout: 0,
        keepAliveTimeout: 30_000,
        // 0 closes a connection after its only request.
        pipelining: change ? 0 : 1,
      });
      known = { agent, sender: tellingWhenSent(agent) };
      this.#agents.set(key, known);
    }
    return known.sender;
  }
}
