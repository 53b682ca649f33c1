import { createServer, type IncomingMessage, type Server } from 'node:http';
import { parseObject, readBody } from './body';
import type { Parts } from './parts';
import type { Listeners } from './listeners/listeners';
import type { Options } from './options';

export interface Around {
  options: Options;
  listeners: Listeners;
}

/** The control port: state, journal, clock and faults, as described in README.md. Loopback only. */
export function createControlServer(parts: Parts, around: Around): Server {
  return createServer((request, response) => {
    const reply = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
      response.end(JSON.stringify(body));
    };
    handle(parts, around, request).then(
      (body) => (body === undefined ? reply(404, { error: 'no such resource' }) : reply(200, body)),
      (error: unknown) => reply(400, { error: error instanceof Error ? error.message : String(error) }),
    );
  });
}

async function handle(parts: Parts, { options, listeners }: Around, request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://control');
  const route = `${request.method} ${url.pathname}`;
  if (route === 'GET /state') return stateOf(parts, options);
  if (route === 'GET /journal') {
    const limit = Number(url.searchParams.get('limit') ?? 1000);
    const found = parts.journal.find({
      operation: url.searchParams.get('operation'),
      account: url.searchParams.get('account'),
      since: url.searchParams.get('since'),
      status: null,
      limit,
    });
    return found;
  }
  if (route === 'DELETE /journal') {
    parts.journal.clear();
    return {};
  }
  if (route === 'GET /faults') return { faults: parts.faults.all() };
  if (route === 'DELETE /faults') {
    const id = url.searchParams.get('id');
    parts.faults.clear(id === null ? null : Number(id));
    return { faults: parts.faults.all() };
  }
  if (route === 'POST /faults') return parts.faults.add(parseObject(await readBody(request)));
  if (route === 'GET /listeners') return { listeners: listeners.all() };
  if (route === 'POST /listeners') return listeners.add(parseObject(await readBody(request)));
  if (route === 'DELETE /listeners') {
    const id = url.searchParams.get('id');
    await listeners.clear(id === null ? null : Number(id));
    return { listeners: listeners.all() };
  }
  if (route === 'POST /clock') return moveClock(parts, parseObject(await readBody(request)));
  if (route === 'DELETE /locks') {
    parts.gate.reset();
    return {};
  }
  return undefined;
}

function stateOf(parts: Parts, options: Options): unknown {
  const now = parts.clock.now();
  return {
    now: new Date(now).toISOString(),
    stands: parts.clock.stands,
    options: { ...options, now: options.now === null ? null : new Date(options.now).toISOString() },
    accounts: [...parts.world.tenants.values()].map(({ account, history }) => ({
      name: account.name,
      domainId: account.domainId,
      masterId: account.masterId,
      orders: history.orders.filter((order) => order.createdAt <= now).length,
      resources: history.resources.filter((resource) => (resource.terms[0]?.knownAt ?? 0) <= now).length,
    })),
    faults: parts.faults.all(),
    memory: process.memoryUsage(),
  };
}

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `{"set": "2026-12-01T00:00:00Z"}` or `{"advance": "36h"}` (s, m, h, d; a number is seconds). */
function moveClock(parts: Parts, body: Record<string, unknown>): unknown {
  if (typeof body.set === 'string') {
    const instant = Date.parse(body.set);
    if (Number.isNaN(instant)) throw new Error('set must be an ISO instant');
    parts.clock.set(instant);
  } else {
    const text = typeof body.advance === 'number' ? `${body.advance}s` : String(body.advance);
    const match = /^(\d+)([smhd])$/.exec(text);
    if (!match) throw new Error('give set or advance, such as {"advance":"36h"}');
    parts.clock.advance(Number(match[1]) * (UNITS[match[2] ?? 's'] ?? 1000));
  }
  return { now: new Date(parts.clock.now()).toISOString() };
}
