import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Refusal } from '../wire/refusal';
import { refusalAnswer } from './answer';
import { decide } from './decide';
import { type Exchange, hangUp, openExchange, toMicroseconds } from './exchange';
import { skewOf } from './faults/apply';
import { deliver } from './faults/deliver';
import type { Parts } from './parts';

/** The longest request line with headers that is read at all; what is too long by the contract is refused with an answer. */
const READ_CAP = 256 * 1024;

/** `requireHostHeader`: it is the gate that misses it. */
export const HTTP_OPTIONS = { maxHeaderSize: READ_CAP, requireHostHeader: false, keepAliveTimeout: 30_000 };

export function createBssServer(parts: Parts): Server {
  const server = createServer(HTTP_OPTIONS, bssListener(parts));
  server.on('clientError', refuseGarbage);
  return server;
}

/** What is no HTTP, or has more headers than are read, is answered by hand: there is no request to answer. */
export function refuseGarbage(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] =
    error.code === 'HPE_HEADER_OVERFLOW' ? [494, 'Request headers too large'] : [400, 'Bad request'];
  const { body } = refusalAnswer(new Refusal(status, 'APIGW.0201', message), randomBytes(16).toString('hex'));
  const head = `HTTP/1.1 ${status} ${message}\r\nContent-Type: application/json;charset=UTF-8\r\nConnection: close\r\n`;
  socket.end(`${head}Content-Length: ${body.length}\r\n\r\n${String(body)}`);
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
