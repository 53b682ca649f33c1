import type { IncomingMessage } from 'node:http';
import { Refusal } from '../wire/refusal';

/** The gateway's cap on a request body. */
export const BODY_CAP = 12 * 1024 * 1024;
/** How much of a body over the cap is still taken in, so that its sender gets to read the refusal. */
const PATIENCE = 8 * BODY_CAP;

/**
 * The whole body, or 413 when it is over the cap. A sender that is still writing would see a reset instead of the answer if
 * the connection ended, so what is too much is read and thrown away.
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    const refuse = () => {
      chunks = [];
      reject(new Refusal(413, 'APIGW.0201', 'Request entity too large'));
    };
    if (Number(request.headers['content-length'] ?? 0) > BODY_CAP) refuse();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_CAP) chunks.push(chunk);
      else refuse();
      if (size > PATIENCE) request.destroy();
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the client hung up')));
  });
}

/** A JSON object, or 400 CBC.0100 as for an absent or non-JSON body. */
export function parseObject(body: Uint8Array): Record<string, unknown> {
  const value = readObject(body);
  if (value === null) throw new Refusal(400, 'CBC.0100', 'Parameter error. The request body is not a JSON object.');
  return value;
}

/** A JSON object in UTF-8, or null when it is anything else. */
export function readObject(body: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
