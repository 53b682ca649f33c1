import 'server-only';

import { decode } from 'next-auth/jwt';

interface Opened {
  sessionId: string;
  /** Seconds since 1970. */
  expires: number;
}

/** More sessions than one portal has people who look at it at the same time. */
const MOST_KEPT = 1000;

/**
 * Opens the sealed token of a session cookie, which never changes: a token that was opened once is known until it
 * expires. Whether its session still is one, only the store tells.
 */
export class SessionTokens {
  readonly #secret: string;
  readonly #opened = new Map<string, Opened>();

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** @returns the ID of the session; null for a token that is not ours or has expired */
  async open(token: string, now: Date): Promise<string | null> {
    const known = this.#opened.get(token) ?? (await this.#decode(token));
    if (!known) return null;
    this.#opened.delete(token);
    if (known.expires * 1000 <= now.getTime()) return null;
    this.#opened.set(token, known);
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > MOST_KEPT && oldest !== undefined) this.#opened.delete(oldest);
    return known.sessionId;
  }

  async #decode(token: string): Promise<Opened | null> {
    const claims = await decode({ token, secret: this.#secret }).catch(() => null);
    return typeof claims?.sid === 'string' && typeof claims.exp === 'number'
      ? { sessionId: claims.sid, expires: claims.exp }
      : null;
  }
}
