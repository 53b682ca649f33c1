import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Refusal } from '../../wire/refusal';
import { readBody, readObject } from '../body';
import type { Parts } from '../parts';
import { ControlError, wrong } from './control-error';
import { refuseForeigners, refuseOtherContent } from './guard';
import { controlRoutes } from './routes';
import type { Around } from './state';

/** The control port, as described in README.md: JSON both ways, errors as `{"error"}`. Loopback only. */
export function createControlServer(parts: Parts, around: Around): Server {
  return createServer((request, response) => {
    handle(parts, around, request)
      .catch((error: unknown) => ({ status: statusOf(error), body: { error: messageOf(error) } }))
      .then(({ status, body }) => {
        const bytes = Buffer.from(JSON.stringify(body));
        const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
        response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
        response.end(bytes);
      })
      .catch((error: unknown) => {
        console.error('sandbox:', error);
        response.destroy();
      });
  });
}

async function handle(
  parts: Parts,
  around: Around,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  refuseForeigners(request);
  const url = URL.canParse(request.url ?? '', 'http://control') ? new URL(request.url ?? '', 'http://control') : null;
  const path = url?.pathname ?? '';
  const wanted = controlRoutes.find(({ route }) => route === `${request.method} ${path}`);
  if (!wanted) {
    const methods = controlRoutes
      .filter(({ route }) => route.endsWith(` ${path}`))
      .map(({ route }) => route.split(' ')[0]);
    if (methods.length > 0) throw new ControlError(405, `${path}: takes ${methods.join(', ')}`);
    throw new ControlError(404, `${path}: no such resource; GET / lists them`);
  }
  const bytes = await readBody(request);
  refuseOtherContent(request, bytes.length);
  const body = bytes.length === 0 ? {} : readObject(bytes);
  if (body === null) throw wrong('body: must be a JSON object');
  const answer = await wanted.run({ parts, around, query: url?.searchParams ?? new URLSearchParams(), body });
  return { status: 200, body: answer };
}

const statusOf = (error: unknown): number =>
  error instanceof ControlError || error instanceof Refusal ? error.status : 400;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
