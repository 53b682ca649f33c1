import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Gate } from '../gate/gate';
import { type Quota, throttled } from '../gate/quota';
import type { Operation } from '../operations/operation';
import { matchOperation, type Match } from '../operations/routes';
import { parseLanguage } from '../wire/language';
import { Refusal } from '../wire/refusal';
import type { Account } from '../world/accounts';
import { tenantOf, type World } from '../world/world';
import { type Answer, bytesOf, noContent, ok, refusalAnswer, send } from './answer';
import { parseObject, readBody } from './body';
import type { BusinessClock } from './business-clock';
import type { Fault, Faults } from './faults';
import type { Journal } from './journal';

export interface Parts {
  world: World;
  clock: BusinessClock;
  gate: Gate<Account>;
  quota: Quota;
  faults: Faults;
  journal: Journal;
}

interface Exchange {
  requestId: string;
  path: string;
  match: Match | null;
  account: Account | null;
  fault: Fault | null;
}

/** The BSS endpoint. Order of checks: path, body size, signature, quota, then the operation's own. */
export function createBssServer(parts: Parts): Server {
  const server = createServer({ maxHeaderSize: 80 * 1024 }, (request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      console.error('sandbox:', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.keepAliveTimeout = 30_000;
  return server;
}

async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const started = performance.now();
  const at = new Date().toISOString();
  const target = request.url ?? '/';
  const exchange: Exchange = {
    requestId: randomBytes(16).toString('hex'),
    path: target.split('?')[0] ?? '/',
    match: null,
    account: null,
    fault: null,
  };
  const answer = await decide(parts, request, exchange);
  const headers = { 'X-Sandbox-Time': new Date(parts.clock.now()).toISOString(), 'X-Request-Id': exchange.requestId };
  const bytes = await deliver(response, answer, { fault: exchange.fault, headers });
  parts.journal.add({
    at,
    businessTime: headers['X-Sandbox-Time'],
    requestId: exchange.requestId,
    method: request.method ?? '',
    path: target,
    operation: exchange.match?.operation.name ?? null,
    account: exchange.account?.domainId ?? null,
    status: answer === null ? 0 : answer.status,
    code: answer?.code ?? null,
    duration: Math.round((performance.now() - started) * 1000) / 1000,
    bytes,
    fault: exchange.fault === null ? null : String(exchange.fault.id),
  });
}

/** The answer, or null when a fault says that there is none. */
async function decide(parts: Parts, request: IncomingMessage, exchange: Exchange): Promise<Answer | null> {
  try {
    const target = request.url ?? '/';
    if (target.length > 32 * 1024) throw new Refusal(414, 'APIGW.0201', 'Request URI too large');
    exchange.match = matchOperation(parts.world.site, request.method ?? '', exchange.path);
    if (!exchange.match) {
      throw new Refusal(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment');
    }
    const { operation } = exchange.match;
    const body = await readBody(request);
    exchange.fault = parts.faults.take(operation.name);
    const planned = await applyFault(exchange.fault);
    if (planned !== undefined) return planned;
    exchange.account = parts.gate.authenticate({
      method: request.method ?? '',
      target,
      headers: request.headers,
      body,
    });
    parts.quota.spend(operation.name, exchange.account.domainId, operation.quota);
    const result = run(parts, request, { ...exchange.match, account: exchange.account, body });
    return result === null ? noContent : ok(result);
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error, exchange.requestId);
    console.error('sandbox:', error);
    return refusalAnswer(new Refusal(500, 'CBC.0999', 'Other error.'), exchange.requestId);
  }
}

function run(
  parts: Parts,
  request: IncomingMessage,
  call: Match & { account: Account; body: Buffer },
): string | Buffer | null {
  const header = request.headers['x-language'];
  const target = request.url ?? '';
  const cut = target.indexOf('?');
  const now = parts.clock.now();
  parts.world.advanceTo(now);
  return call.operation.run({
    world: parts.world,
    account: call.account,
    tenant: tenantOf(parts.world, call.account.domainId),
    now,
    query: new URLSearchParams(cut < 0 ? '' : target.slice(cut + 1).replaceAll('+', '%2B')),
    body: bodyOf(call),
    path: call.path,
    language: parseLanguage(Array.isArray(header) ? header[0] : header),
  });
}

function bodyOf({ operation, body }: { operation: Operation; body: Buffer }): Readonly<Record<string, unknown>> {
  if (operation.body === 'none' || (operation.body === 'optional' && body.length === 0)) return {};
  return parseObject(body);
}

/** undefined: carry on; null: no answer at all; otherwise the planned answer. */
async function applyFault(fault: Fault | null): Promise<Answer | null | undefined> {
  if (!fault) return undefined;
  if (fault.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, fault.latencyMs));
  if (fault.drop === 'before') return null;
  if (fault.throttle) throw throttled(1);
  if (fault.status === null) return undefined;
  const body = fault.body ?? JSON.stringify({ error_code: 'CBC.0999', error_msg: 'Other error.' });
  return { status: fault.status, body, code: 'fault', headers: fault.headers };
}

async function deliver(
  response: ServerResponse,
  answer: Answer | null,
  how: { fault: Fault | null; headers: Record<string, string> },
): Promise<number> {
  if (answer === null || how.fault?.drop === 'after') {
    response.destroy();
    return 0;
  }
  if (how.fault?.drop === 'middle') {
    const bytes = bytesOf(answer);
    response.writeHead(answer.status, {
      ...how.headers,
      'Content-Type': 'application/json',
      'Content-Length': bytes.length,
    });
    await new Promise((resolve) => response.write(bytes.subarray(0, bytes.length >> 1), resolve));
    response.destroy();
    return bytes.length >> 1;
  }
  return send(response, answer, how.headers);
}
