import type { Entered } from '../gate/entrance';
import type { IamOperation } from '../gate/iam/iam-operation';
import { headerOf, type SignedRequest } from '../gate/signed-request';
import type { Call, Operation } from '../operations/operation';
import type { Match } from '../operations/routes';
import { parseLanguage } from '../wire/language';
import { tenantOf } from '../world/world';
import { type Answer, iamAnswer, noContent, ok } from './answer';
import { parseObject, readObject } from './body';
import type { Exchange } from './exchange';
import { parametersOf } from './faults/aim';
import { runWith, skewOf, worldFault } from './faults/apply';
import type { Applied } from './faults/faults';
import type { Parts } from './parts';

/** An operation that has been found, with what it needs to run. */
export interface Asked {
  name: string;
  quota: number;
  signed: SignedRequest;
  /** For aiming faults; a body that is no JSON has none, and is refused later. */
  parameters(): ReadonlyMap<string, readonly string[]>;
  /** Checks signature, quota and permission, and runs it; throws refusals. */
  perform(applied: Applied | null): Answer;
}

interface Wanted {
  match: Match;
  signed: SignedRequest;
}

export function askBss(parts: Parts, exchange: Exchange, { match, signed }: Wanted): Asked {
  const { operation, path } = match;
  return {
    name: operation.name,
    quota: operation.quota,
    signed,
    parameters: () => parametersOf({ query: queryOf(signed.target, true), body: readObject(signed.body) ?? {}, path }),
    perform: (applied) => {
      const entered = parts.gate.authenticate(signed, skewOf(applied?.fault));
      const { account } = entered.principal;
      exchange.entry.account = account.domainId;
      parts.quota.spend(operation.name, account.domainId, operation.quota);
      parts.gate.authorize(entered.principal, operation.path);
      const run = (call: Call): Answer => {
        const result = operation.run(call);
        return result === null ? noContent : ok(result);
      };
      const call = callOf(parts, { match, signed }, { entered, applied });
      return applied ? runWith(applied, call, run) : run(call);
    },
  };
}

export function askIam(parts: Parts, operation: IamOperation, signed: SignedRequest): Asked {
  return {
    name: operation.name,
    quota: operation.quota,
    signed,
    parameters: () => parametersOf({ query: queryOf(signed.target, true), body: {}, path: {} }),
    perform: () => {
      const caller = parts.gate.claimedBy(signed.headers)?.domainId ?? 'anybody';
      parts.quota.spend(operation.name, caller, operation.quota);
      return iamAnswer(operation.run(parts.iam, signed));
    },
  };
}

function callOf(
  parts: Parts,
  { match, signed }: Wanted,
  { entered, applied }: { entered: Entered; applied: Applied | null },
): Call {
  const { account } = entered.principal;
  const now = parts.clock.now();
  parts.world.advanceTo(now);
  return {
    world: parts.world,
    account,
    tenant: tenantOf(parts.world, account.domainId),
    now,
    query: queryOf(signed.target, entered.plusIsBlank),
    body: bodyOf(match.operation, signed.body),
    path: match.path,
    language: parseLanguage(headerOf(signed.headers, 'x-language')),
    fault: worldFault(applied?.fault),
  };
}

function queryOf(target: string, plusIsBlank: boolean): URLSearchParams {
  const cut = target.indexOf('?');
  const query = cut < 0 ? '' : target.slice(cut + 1);
  return new URLSearchParams(plusIsBlank ? query : query.replaceAll('+', '%2B'));
}

function bodyOf(operation: Operation, body: Uint8Array): Readonly<Record<string, unknown>> {
  if (operation.body === 'none' || (operation.body === 'optional' && body.length === 0)) return {};
  return parseObject(body);
}
