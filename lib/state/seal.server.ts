import 'server-only';

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '@/lib/http/errors';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function keyFrom(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'suanpan', 'upstream keys at rest', 32));
}

/**
 * AES-256-GCM under a key derived from SUANPAN_SECRET.
 * `purpose` (such as the domain id) is bound in, so that a sealed key cannot be moved to another row.
 */
export function seal(text: string, { secret, purpose }: { secret: string; purpose: string }): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret), nonce).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString('base64url')}`;
}

/** @throws AppError `upstream_credentials` when the secret is not the one the text was sealed with. */
export function unseal(sealed: string, { secret, purpose }: { secret: string; purpose: string }): string {
  const [version, body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  try {
    if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('not a sealed text');
    const decipher = createDecipheriv('aes-256-gcm', keyFrom(secret), bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch (error) {
    throw new AppError('upstream_credentials', 'The stored key of this account cannot be read; enter it again', {
      cause: error,
    });
  }
}
