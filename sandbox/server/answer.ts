import type { ServerResponse } from 'node:http';
import type { Refusal } from '../wire/refusal';

export interface Answer {
  status: number;
  body: string;
  code: string | null;
  headers: Readonly<Record<string, string>>;
}

export const ok = (body: string): Answer => ({ status: 200, body, code: null, headers: {} });

/** The error envelope; gateway errors also carry the request ID. */
export function refusalAnswer(refusal: Refusal, requestId: string): Answer {
  const gateway = refusal.code.startsWith('APIG');
  const body = JSON.stringify({
    error_msg: refusal.message,
    error_code: refusal.code,
    ...(gateway ? { request_id: requestId } : {}),
  });
  return { status: refusal.status, body, code: refusal.code, headers: {} };
}

export function send(response: ServerResponse, answer: Answer, extra: Readonly<Record<string, string>>): number {
  const bytes = Buffer.from(answer.body, 'utf8');
  const type = answer.body === '' ? {} : { 'Content-Type': 'application/json;charset=UTF-8' };
  response.writeHead(answer.status, { ...type, 'Content-Length': bytes.length, ...extra, ...answer.headers });
  response.end(bytes);
  return bytes.length;
}
