import type { ServerResponse } from 'node:http';
import type { IamAnswer } from '../gate/iam/iam-operation';
import type { Refusal } from '../wire/refusal';
import { giveBack } from '../wire/text-buffer';

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

export const iamAnswer = ({ status, body, headers = {} }: IamAnswer): Answer => ({
  status,
  body: JSON.stringify(body),
  code: status < 400 ? null : `IAM.${status}`,
  headers,
});

export const bytesOf = (answer: Answer): Buffer =>
  typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;

/** Headers of an answer but for its length. */
export const headersOf = (answer: Answer): Readonly<Record<string, string>> => ({
  ...(answer.body.length === 0 ? {} : { 'Content-Type': 'application/json;charset=UTF-8' }),
  ...answer.headers,
});

/** Sends the whole answer; `extra` headers give way to those of the answer. Returns the bytes of the body. */
export function send(response: ServerResponse, answer: Answer, extra: Readonly<Record<string, string>>): number {
  const bytes = bytesOf(answer);
  const length = answer.status === 204 ? {} : { 'Content-Length': bytes.length };
  response.writeHead(answer.status, { ...length, ...extra, ...headersOf(answer) });
  response.end(bytes, () => {
    if (response.writableFinished) giveBack(bytes);
  });
  return bytes.length;
}
