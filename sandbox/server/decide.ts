import { setTimeout as wait } from 'node:timers/promises';
import type { Call } from '../operations/operation';
import { matchOperation, type Match } from '../operations/routes';
import { parseLanguage } from '../wire/language';
import { Refusal } from '../wire/refusal';
import { tenantOf } from '../world/world';
import { type Answer, noContent, ok, refusalAnswer } from './answer';
import { parseObject, readBody } from './body';
import type { Parts } from './parts';
import { type Exchange, fingerprint } from './exchange';
import { parametersOf } from './faults/aim';
import { keepsSilent, runsFirst, runWith, skewOf, worldFault } from './faults/apply';
import { plannedAnswer } from './faults/refusals';

const URI_CAP = 32 * 1024;

/** The answer, or null when a fault says that there is none. Order of checks: path, body size, signature, quota, then the operation's own. */
export async function decide(parts: Parts, exchange: Exchange): Promise<Answer | null> {
  try {
    if (exchange.target.length > URI_CAP) throw new Refusal(414, 'APIGW.0201', 'Request URI too large');
    const match = matchOperation(parts.world.site, exchange.entry.method, exchange.path);
    if (!match) {
      throw new Refusal(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment');
    }
    exchange.match = match;
    exchange.entry.operation = match.operation.name;
    const body = await readBody(exchange.request);
    return await answer(parts, exchange, { ...match, body });
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error, exchange.requestId);
    if (exchange.request.destroyed && !exchange.request.complete) return null;
    console.error('sandbox:', error);
    return refusalAnswer(new Refusal(500, 'CBC.0999', 'Other error.'), exchange.requestId);
  }
}

type Asked = Match & { body: Buffer };

async function answer(parts: Parts, exchange: Exchange, asked: Asked): Promise<Answer | null> {
  aimFaults(parts, exchange, asked);
  const { applied } = exchange;
  const fault = applied?.fault;
  if (fault && fault.latencyMs > 0) await wait(fault.latencyMs, null, { signal: exchange.gone }).catch(() => null);
  if (fault && keepsSilent(fault)) return null;
  const planned = fault ? plannedAnswer(fault, { ...asked, requestId: exchange.requestId }) : null;
  if (fault && planned && !runsFirst(fault)) return planned;

  const { method = '', headers } = exchange.request;
  const account = parts.gate.authenticate(
    { method, target: exchange.target, headers, body: asked.body },
    skewOf(fault),
  );
  exchange.account = account;
  parts.quota.spend(asked.operation.name, account.domainId, asked.operation.quota);
  const run = (call: Call): Answer => {
    const result = asked.operation.run(call);
    return result === null ? noContent : ok(result);
  };
  const call = callOf(parts, exchange, asked);
  const own = applied ? runWith(applied, call, run) : run(call);
  return planned ?? own;
}

/** Notes who claims to call, for the nth time, and which fault strikes. */
function aimFaults(parts: Parts, exchange: Exchange, asked: Asked): void {
  const { entry, request } = exchange;
  const account = parts.gate.claimedBy(request.headers);
  entry.account = account?.domainId ?? null;
  entry.attempt = parts.journal.attemptOf(fingerprint(exchange, asked.body));
  const parameters = () => parametersOf({ query: queryOf(exchange.target), body: leniently(asked), path: asked.path });
  exchange.applied = parts.faults.take({ operation: asked.operation.name, account, parameters });
  if (!exchange.applied) return;
  const { id, kind, name } = exchange.applied.fault;
  entry.fault = { id, kind, name };
}

function callOf(parts: Parts, exchange: Exchange, asked: Asked): Call {
  const account = exchange.account ?? parts.world.accounts[0];
  if (!account) throw new Error('a world without accounts');
  const header = exchange.request.headers['x-language'];
  const now = parts.clock.now();
  parts.world.advanceTo(now);
  return {
    world: parts.world,
    account,
    tenant: tenantOf(parts.world, account.domainId),
    now,
    query: queryOf(exchange.target),
    body: bodyOf(asked),
    path: asked.path,
    language: parseLanguage(Array.isArray(header) ? header[0] : header),
    fault: worldFault(exchange.applied?.fault),
  };
}

/** A plus sign in a query is a plus sign. */
function queryOf(target: string): URLSearchParams {
  const cut = target.indexOf('?');
  return new URLSearchParams(cut < 0 ? '' : target.slice(cut + 1).replaceAll('+', '%2B'));
}

function bodyOf({ operation, body }: Asked): Readonly<Record<string, unknown>> {
  if (operation.body === 'none' || (operation.body === 'optional' && body.length === 0)) return {};
  return parseObject(body);
}

/** For aiming faults: a body that is no JSON has no parameters, and is refused later. */
function leniently(asked: Asked): Readonly<Record<string, unknown>> {
  try {
    return bodyOf(asked);
  } catch {
    return {};
  }
}
