import type { IncomingMessage } from 'node:http';
import { Refusal } from '../wire/refusal';

/** The gateway's cap on a request body. */
export const BODY_CAP = 12 * 1024 * 1024;

/** Reads the whole body; over the cap it stops and refuses with 413. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_CAP) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_CAP) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = () => new Refusal(413, 'APIGW.0201', 'Request entity too large');

/** A JSON object, or 400 CBC.0100 as for an absent or non-JSON body. */
export function parseObject(body: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    value = null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(400, 'CBC.0100', 'Parameter error. The request body is not a JSON object.');
  }
  return value as Record<string, unknown>;
}
