import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { decide } from './decide';
import { type Exchange, hangUp, openExchange, toMicroseconds } from './exchange';
import { skewOf } from './faults/apply';
import { deliver } from './faults/deliver';
import type { Parts } from './parts';

/** The longest block of headers that Node reads; longer ones are 431 from Node itself. */
export const HEADER_CAP = 80 * 1024;

export function createBssServer(parts: Parts): Server {
  const server = createServer({ maxHeaderSize: HEADER_CAP }, bssListener(parts));
  server.keepAliveTimeout = 30_000;
  return server;
}

/** Answers BSS calls, whichever server they come in by, and keeps the journal. */
export const bssListener =
  (parts: Parts): RequestListener =>
  (request, response) => {
    const started = performance.now();
    const exchange = openExchange(request, response, new Date(parts.clock.now()).toISOString());
    parts.journal.add(exchange.entry);
    serve(parts, exchange, response)
      .catch((error: unknown) => {
        console.error('sandbox:', error);
        hangUp(response);
      })
      .finally(() => {
        exchange.entry.duration = toMicroseconds(performance.now() - started);
        exchange.entry.status ??= 0;
      });
  };

async function serve(parts: Parts, exchange: Exchange, response: ServerResponse): Promise<void> {
  const { entry, gone } = exchange;
  const answer = await decide(parts, exchange);
  const fault = exchange.applied?.fault ?? null;
  if (answer === null) {
    if (fault?.kind === 'blackhole') await deliver(response, fault, { answer: null, headers: {}, gone });
    return hangUp(response);
  }
  const skew = skewOf(fault ?? undefined);
  const headers = {
    'X-Sandbox-Time': entry.businessTime,
    'X-Request-Id': exchange.requestId,
    ...(skew === 0 ? {} : { Date: new Date(Date.now() + skew).toUTCString() }),
  };
  const silent = fault?.kind === 'blackhole' || (fault?.kind === 'drop' && fault.drop === 'after');
  entry.status = silent ? 0 : answer.status;
  entry.code = answer.code;
  entry.bytes = await deliver(response, fault, { answer, headers, gone });
}
