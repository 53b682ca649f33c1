import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token or a temporary key says. Times are real, in milliseconds. */
export interface Sealed {
  userId: string;
  expiresAt: number;
  /** Tokens: what they are scoped to; only a domain is good for BSS. */
  scope?: 'domain' | 'project' | 'none';
  /** Temporary keys: the access key. */
  ak?: string;
  /** Makes two tokens of one instant differ. */
  nonce?: string;
}

/** Signs tokens with a secret of the seed: they need no memory, outlive a restart, and are worth nothing in another sandbox. */
export class Seal {
  constructor(private readonly seed: number) {}

  close(content: Sealed): string {
    const text = Buffer.from(JSON.stringify(content)).toString('base64url');
    return `${text}.${this.digest(text)}`;
  }

  /** What is in it, expired or not; null when it is not of this sandbox or has been changed. */
  open(sealed: string): Sealed | null {
    const [text = '', digest = '', ...more] = sealed.split('.');
    const [given, right] = [Buffer.from(digest), Buffer.from(this.digest(text))];
    if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null;
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Sealed;
  }

  /** The secret key of a temporary access key. */
  secretOf(ak: string): string {
    return this.digest(`secret of ${ak}`).slice(0, 40);
  }

  private digest(text: string): string {
    return createHmac('sha256', `sandbox ${this.seed}`).update(text).digest('base64url');
  }
}
