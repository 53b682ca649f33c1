import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { type Answer, bytesOf, headersOf, send } from '../answer';
import { hangUp } from '../exchange';
import type { Fault, FaultOf } from './fault';

type Headers = Readonly<Record<string, string>>;

interface Delivery {
  /** Null only for a fault that gives none. */
  answer: Answer | null;
  headers: Headers;
  /** Aborted when the client hangs up or the sandbox stops. */
  gone: AbortSignal;
}

/** Sends the answer in the way a fault wants; resolves with the bytes of body handed over, when it is over. */
export async function deliver(response: ServerResponse, fault: Fault | null, delivery: Delivery): Promise<number> {
  const { answer, headers, gone } = delivery;
  if (fault?.kind === 'blackhole') return silence(response, gone);
  if (answer === null || (fault?.kind === 'drop' && fault.drop !== 'middle')) return end(response, 0);
  const given = { answer, headers, gone };
  if (fault?.kind === 'drop') return truncate(response, { framing: 'length', end: 'close', share: 0.5 }, given);
  if (fault?.kind === 'truncate') return truncate(response, fault, given);
  if (fault?.kind === 'drip') return drip(response, fault.bytesPerSecond, given);
  if (fault?.kind === 'flood') return flood(response, fault, given);
  return send(response, answer, headers);
}

type Given = Delivery & { answer: Answer };

/** Says nothing until the client has had enough. */
async function silence(response: ServerResponse, gone: AbortSignal): Promise<number> {
  if (!gone.aborted) await new Promise((resolve) => gone.addEventListener('abort', resolve, { once: true }));
  return end(response, 0);
}

function end(response: ServerResponse, bytes: number): number {
  hangUp(response);
  return bytes;
}

/** A length that is never reached, or chunks without the last one. */
async function truncate(
  response: ServerResponse,
  { framing, end: ending, share }: Pick<FaultOf<'truncate'>, 'framing' | 'end' | 'share'>,
  { answer, headers, gone }: Given,
): Promise<number> {
  const bytes = bytesOf(answer);
  const part = bytes.subarray(0, Math.floor(bytes.length * share));
  // A length of one more than there is still cuts an answer without a body.
  const length = framing === 'length' ? { 'Content-Length': String(Math.max(bytes.length, 1)) } : {};
  response.writeHead(answer.status === 204 ? 200 : answer.status, { ...headersOf(answer), ...length, ...headers });
  response.flushHeaders();
  await written(response, part);
  if (ending === 'hang') await silence(response, gone);
  return end(response, part.length);
}

const written = (response: ServerResponse, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    if (bytes.length === 0) resolve();
    else response.write(bytes, () => resolve());
  });

/** So many bytes a second, evenly; below ten a second one byte at a time. */
async function drip(response: ServerResponse, perSecond: number, { answer, headers, gone }: Given): Promise<number> {
  const bytes = bytesOf(answer);
  response.writeHead(answer.status, { ...headersOf(answer), 'Content-Length': String(bytes.length), ...headers });
  response.flushHeaders();
  const step = Math.max(1, Math.floor(perSecond / 10));
  let sent = 0;
  while (sent < bytes.length && !gone.aborted) {
    const part = bytes.subarray(sent, sent + step);
    await written(response, part);
    sent += part.length;
    await wait((part.length / perSecond) * 1000, null, { signal: gone }).catch(() => null);
  }
  if (gone.aborted) return end(response, sent);
  response.end();
  return sent;
}

const BLANKS = Buffer.alloc(64 * 1024, ' ');

/** The right answer behind a great many blanks: good JSON for whoever has the memory. Streamed, so the sandbox needs none. */
async function flood(
  response: ServerResponse,
  { bytes, encoding }: Pick<FaultOf<'flood'>, 'bytes' | 'encoding'>,
  { answer, headers, gone }: Given,
): Promise<number> {
  const gzip = encoding === 'gzip' ? createGzip() : null;
  let sent = 0;
  gone.addEventListener('abort', () => gzip?.destroy(), { once: true });
  response.writeHead(answer.status, {
    ...headersOf(answer),
    ...(gzip ? { 'Content-Encoding': 'gzip' } : {}),
    ...headers,
  });
  gzip?.on('data', (chunk: Buffer) => {
    sent += chunk.length;
    if (!response.write(chunk)) {
      gzip.pause();
      response.once('drain', () => gzip.resume());
    }
  });
  const put = (chunk: Buffer): Promise<void> => {
    if (gone.aborted) return Promise.resolve();
    if (!gzip) sent += chunk.length;
    const target = gzip ?? response;
    const full = !target.write(chunk);
    return full ? untilDrained(target, gone) : Promise.resolve();
  };
  for (let left = bytes; left > 0 && !gone.aborted; left -= BLANKS.length) await put(BLANKS.subarray(0, left));
  await put(bytesOf(answer));
  if (gone.aborted) return end(response, sent);
  if (gzip) await new Promise<void>((resolve) => gzip.once('close', resolve).once('end', resolve).end());
  response.end();
  return sent;
}

const untilDrained = (target: NodeJS.WritableStream, gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      target.off('drain', done);
      gone.removeEventListener('abort', done);
      resolve();
    };
    target.once('drain', done);
    gone.addEventListener('abort', done, { once: true });
  });
