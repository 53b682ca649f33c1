import { throttled } from '../../gate/quota';
import type { Operation } from '../../operations/operation';
import { Refusal } from '../../wire/refusal';
import { type Answer, refusalAnswer } from '../answer';
import type { Fault, FaultOf } from './fault';

/** HTTP status of a code when the fault names none: section 1.6; all others are 400. */
const statuses: Readonly<Record<string, number>> = {
  'CBC.0000': 200,
  'CBC.0151': 403,
  'CBC.0154': 401,
  'CBC.0155': 403,
  'CBC.0250': 429,
  'CBC.0999': 500,
  'APIGW.0101': 404,
  'APIGW.0103': 404,
  'APIGW.0301': 401,
  'APIGW.0302': 403,
  'APIGW.0303': 401,
  'APIGW.0304': 403,
  'APIGW.0305': 401,
  'APIGW.0306': 403,
  'APIGW.0307': 401,
  'APIGW.0308': 429,
  'APIGW.0310': 403,
  'APIGW.0401': 403,
  'APIGW.0402': 403,
  'APIGW.0404': 403,
  'APIGW.0501': 405,
  'APIGW.0502': 405,
  'APIGW.0601': 500,
  'APIGW.0605': 500,
  'APIGW.0606': 500,
  'APIGW.0608': 500,
  'APIGW.0609': 500,
  'APIGW.0610': 502,
  'APIGW.0611': 500,
  'APIGW.0612': 500,
  'APIGW.0613': 503,
  'APIGW.0802': 403,
};

const credentials: Readonly<Record<FaultOf<'credential'>['state'], readonly [code: string, why: string]>> = {
  revoked: ['APIGW.0301', 'Incorrect IAM authentication information: ak not exist'],
  locked: ['APIGW.0301', 'Incorrect IAM authentication information: ak is locked after too many failures'],
  expired: ['APIGW.0301', 'Incorrect IAM authentication information: the security token has expired'],
  tokenExpired: ['APIGW.0307', 'The token must be updated.'],
};

/** The answer that a fault gives in place of the operation's own, or null when it gives none. */
export function plannedAnswer(fault: Fault, call: { operation: Operation; requestId: string }): Answer | null {
  if (fault.kind === 'status') {
    const body = fault.body ?? { error_code: 'CBC.0999', error_msg: 'Other error.' };
    return { status: fault.status, body: textOf(body), code: 'fault', headers: fault.headers };
  }
  if (fault.kind === 'throttle') {
    const answer = refusalAnswer(throttled(call.operation.quota), call.requestId);
    const headers: Record<string, string> =
      fault.retryAfter === null ? {} : { 'Retry-After': String(fault.retryAfter) };
    return { ...answer, headers, ...(fault.body === null ? {} : { body: textOf(fault.body) }) };
  }
  if (fault.kind === 'refuse') {
    const status = fault.status ?? statuses[fault.code] ?? 400;
    return refusalAnswer(new Refusal(status, fault.code, fault.message ?? 'Refused.'), call.requestId);
  }
  if (fault.kind === 'credential') {
    const [code, why] = credentials[fault.state];
    return refusalAnswer(new Refusal(401, code, why), call.requestId);
  }
  return null;
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));
