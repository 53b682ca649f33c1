import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Match } from '../operations/routes';
import type { Account } from '../world/accounts';
import type { Applied } from './faults/faults';
import type { JournalEntry } from './journal';

/** One call as it goes through the server: what is known of it so far, and its line in the journal. */
export interface Exchange {
  request: IncomingMessage;
  /** Path and query as on the request line. */
  target: string;
  path: string;
  requestId: string;
  match: Match | null;
  account: Account | null;
  applied: Applied | null;
  entry: JournalEntry;
  /** Aborted when the connection is over. */
  gone: AbortSignal;
}

const dropped = new WeakSet<ServerResponse>();

/** Ends the connection without (the rest of) an answer. */
export function hangUp(response: ServerResponse): void {
  dropped.add(response);
  response.destroy();
}

export function openExchange(request: IncomingMessage, response: ServerResponse, businessTime: string): Exchange {
  const target = request.url ?? '/';
  const requestId = randomBytes(16).toString('hex');
  const gone = new AbortController();
  const entry: JournalEntry = {
    at: new Date().toISOString(),
    arrivedMs: toMicroseconds(performance.now()),
    businessTime,
    requestId,
    method: request.method ?? '',
    path: target.slice(0, 4096),
    operation: null,
    account: null,
    attempt: null,
    status: null,
    code: null,
    duration: null,
    bytes: 0,
    fault: null,
    hungUp: false,
  };
  response.once('close', () => {
    entry.hungUp = !response.writableFinished && !dropped.has(response);
    gone.abort();
  });
  const path = target.split('?')[0] ?? '/';
  return {
    request,
    target,
    path,
    requestId,
    match: null,
    account: null,
    applied: null,
    entry,
    gone: gone.signal,
  };
}

export const toMicroseconds = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;

/** Recognises the same request when it is tried again. */
export function fingerprint({ entry, target }: Exchange, body: Uint8Array): string {
  return createHash('sha256').update(`${entry.account} ${entry.method} ${target}\n`).update(body).digest('base64');
}
