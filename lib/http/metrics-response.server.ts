import 'server-only';

import { createHash, timingSafeEqual } from 'node:crypto';
import { accountClients } from '@/lib/accounts/connected.server';
import { isLoopbackHost } from '@/lib/env';
import { env } from '@/lib/env.server';
import { log } from '@/lib/log.server';
import { metrics } from '@/lib/metrics.server';
import { state } from '@/lib/state/open.server';
import { canWrite, noteWriteFailure } from '@/lib/state/writable.server';
import { reportSync } from '@/lib/sync/report-sync.server';
import { AppError } from './errors';
import { peerOf } from './peer';

/** Prometheus text for a peer on loopback or with the token; nobody else learns that it exists. */
export async function metricsResponse(request: Request): Promise<Response> {
  if (!mayRead(request.headers)) throw new AppError('not_found', 'There is nothing here');
  const { registry } = metrics();
  await state().then(canWrite, noteWriteFailure);
  accountClients().report();
  await state()
    .then(reportSync)
    .catch((error: unknown) => log.warn({ err: error }, 'sync could not be measured'));
  return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
}

function mayRead(headers: Headers): boolean {
  const token = env().SUANPAN_METRICS_TOKEN;
  const given = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1];
  if (token && given) return timingSafeEqual(digest(token), digest(given));
  return isLoopbackHost(peerOf(headers)) && env().SUANPAN_PROXY_HOPS === 0;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
