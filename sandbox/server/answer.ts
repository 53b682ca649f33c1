import type { ServerResponse } from 'node:http';
import type { Refusal } from '../wire/refusal';

export interface Answer {
  status: number;
  body: string | Buffer;
  code: string | null;
  headers: Readonly<Record<string, string>>;
}

export const ok = (body: string | Buffer): Answer => ({ status: 200, body, code: null, headers: {} });

export const noContent: Answer = { status: 204, body: '', code: null, headers: {} };

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

export const bytesOf = (answer: Answer): Buffer =>
  typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;

export function send(response: ServerResponse, answer: Answer, extra: Readonly<Record<string, string>>): number {
  const bytes = bytesOf(answer);
  const type = answer.body.length === 0 ? {} : { 'Content-Type': 'application/json;charset=UTF-8' };
  const length = answer.status === 204 ? {} : { 'Content-Length': bytes.length };
  response.writeHead(answer.status, { ...type, ...length, ...extra, ...answer.headers });
  response.end(bytes);
  return bytes.length;
}
