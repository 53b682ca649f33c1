import 'server-only';

import { unstable_rethrow } from 'next/navigation';
import { type Logger, log } from '@/lib/log.server';
import { metrics } from '@/lib/metrics.server';
import { buildId } from './build-id.server';
import { AppError } from './errors';
import { BUILD_HEADER } from './fetch-json';
import { problemResponse } from './problem';
import { REQUEST_ID_HEADER, readRequestId } from './request-id';

export interface Answering {
  requestId: string;
  /** Replaced by the one of the context once it is known, so that faults name the user. */
  log: Logger;
}

const CLIENT_GONE = 499;

/** Runs a handler; every outcome gets an id, headers, a duration and, when it is a fault, one line in the log. */
export async function answer(
  request: Request,
  route: string,
  work: (answering: Answering) => Promise<Response>,
): Promise<Response> {
  const requestId = readRequestId(request.headers);
  const answering: Answering = { requestId, log: log.child({ requestId }) };
  const started = performance.now();
  const response = await work(answering).catch((error: unknown) => {
    // Next's own signals (redirect, notFound) are not faults.
    unstable_rethrow(error);
    return onFault(error, { request, route, answering });
  });
  const ms = performance.now() - started;
  metrics().http.observe({ route, method: request.method, status: String(response.status) }, ms / 1000);
  // For the network tab of a browser, and for measurements: ours, without Next and without the way here.
  response.headers.set('server-timing', `handler;dur=${ms.toFixed(1)}`);
  return withHeaders(response, requestId);
}

function onFault(
  error: unknown,
  { request, route, answering }: { request: Request; route: string; answering: Answering },
) {
  if (request.signal.aborted) {
    answering.log.debug({ route }, 'client went away');
    return new Response(null, { status: CLIENT_GONE });
  }
  const known = error instanceof AppError && error.code !== 'internal';
  if (!known) answering.log.error({ err: error, route, method: request.method }, 'request failed');
  else if (error.status >= 500) answering.log.warn({ err: error, route, code: error.code }, 'request failed upstream');
  else answering.log.info({ route, code: error.code, field: error.field }, 'request refused');
  return problemResponse(error, answering.requestId);
}

function withHeaders(response: Response, requestId: string): Response {
  const { headers } = response;
  headers.set('cache-control', 'private, no-store');
  headers.set('x-content-type-options', 'nosniff');
  headers.set(REQUEST_ID_HEADER, requestId);
  headers.set(BUILD_HEADER, buildId());
  return response;
}

export function jsonResponse(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8' } });
}
