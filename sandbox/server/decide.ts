import { setTimeout as wait } from 'node:timers/promises';
import { IamRefusal } from '../gate/iam/iam-operation';
import { matchIam } from '../gate/iam/routes';
import type { SignedRequest } from '../gate/signed-request';
import { matchOperation } from '../operations/routes';
import { Refusal } from '../wire/refusal';
import { type Answer, iamAnswer, refusalAnswer } from './answer';
import { type Asked, askBss, askIam } from './ask';
import { readBody } from './body';
import { type Exchange, fingerprint } from './exchange';
import { keepsSilent, runsFirst } from './faults/apply';
import { plannedAnswer } from './faults/refusals';
import type { Parts } from './parts';

/** Bytes of the request line's target, and of all header lines together. */
const URI_CAP = 32 * 1024;
const HEADERS_CAP = 32 * 1024;

/**
 * The answer, or null when a fault says that there is none.
 * Order of checks: sizes of URI and headers, path, body size, signature, quota, permission, then the operation's own.
 */
export async function decide(parts: Parts, exchange: Exchange): Promise<Answer | null> {
  const { request } = exchange;
  try {
    checkSizes(exchange);
    const prepare = route(parts, exchange);
    const body = await readBody(request);
    const headers = request.headersDistinct;
    return await answer(
      parts,
      exchange,
      prepare({ method: exchange.entry.method, target: exchange.target, headers, body }),
    );
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error, exchange.requestId);
    if (error instanceof IamRefusal) return iamAnswer(error.answer);
    if (request.destroyed && !request.complete) return null;
    console.error('sandbox:', error);
    return refusalAnswer(new Refusal(500, 'CBC.0999', 'Other error.'), exchange.requestId);
  }
}

function checkSizes({ target, request }: Exchange): void {
  if (target.length > URI_CAP) throw new Refusal(414, 'APIGW.0201', 'Request URI too large');
  const size = request.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  if (size > HEADERS_CAP) throw new Refusal(494, 'APIGW.0201', 'Request headers too large');
}

/** Finds the operation, of BSS or of IAM; 404 APIGW.0101 when there is none. */
function route(parts: Parts, exchange: Exchange): (signed: SignedRequest) => Asked {
  const { method } = exchange.entry;
  const match = matchOperation(parts.world.site, method, exchange.path);
  if (match) {
    exchange.entry.operation = match.operation.name;
    return (signed) => askBss(parts, exchange, { match, signed });
  }
  const operation = matchIam(method, exchange.path);
  if (!operation) {
    throw new Refusal(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment');
  }
  exchange.entry.operation = operation.name;
  return (signed) => askIam(parts, operation, signed);
}

async function answer(parts: Parts, exchange: Exchange, asked: Asked): Promise<Answer | null> {
  aimFaults(parts, exchange, asked);
  const { applied, gone, requestId } = exchange;
  const fault = applied?.fault;
  if (fault && fault.latencyMs > 0) await wait(fault.latencyMs, null, { signal: gone }).catch(() => null);
  if (fault && keepsSilent(fault)) return null;
  const planned = fault ? plannedAnswer(fault, { quota: asked.quota, requestId }) : null;
  if (fault && planned && !runsFirst(fault)) return planned;
  const own = asked.perform(applied);
  return planned ?? own;
}

/** Notes who claims to call, for the nth time, and which fault strikes. */
function aimFaults(parts: Parts, exchange: Exchange, asked: Asked): void {
  const { entry } = exchange;
  const account = parts.gate.claimedBy(asked.signed.headers);
  entry.account = account?.domainId ?? null;
  entry.attempt = parts.journal.attemptOf(fingerprint(exchange, asked.signed.body));
  exchange.applied = parts.faults.take({ operation: asked.name, account, parameters: asked.parameters });
  if (!exchange.applied) return;
  const { id, kind, name } = exchange.applied.fault;
  entry.fault = { id, kind, name };
}
