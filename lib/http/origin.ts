import { isLoopbackUrl } from '@/lib/env';
import { AppError } from './errors';

export interface OwnOrigin {
  /** Public origin of the portal. */
  url: string;
  /** True when nobody configured it: then any loopback name of the same port is the portal. */
  guessed: boolean;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a write that another site may have caused. Browsers always send Origin or Sec-Fetch-Site with a POST;
 * a program that sends neither is let through here, and still needs a JSON body or next-auth's csrfToken.
 * @throws AppError `forbidden`
 */
export function checkOrigin(method: string, headers: Headers, own: OwnOrigin): void {
  if (SAFE_METHODS.has(method)) return;
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') throw refused(`Sec-Fetch-Site is ${site.slice(0, 40)}`);
  const origin = headers.get('origin');
  if (origin !== null && !isOwn(origin, own)) {
    throw refused('the request comes from another origin than SUANPAN_URL');
  }
}

function isOwn(origin: string, { url, guessed }: OwnOrigin): boolean {
  if (origin === url) return true;
  if (!guessed || !isLoopbackUrl(url) || !isLoopbackUrl(origin)) return false;
  const [theirs, ours] = [new URL(origin), new URL(url)];
  // An origin has no user, path or query; what has any was not made by a browser.
  return theirs.origin === origin && theirs.protocol === ours.protocol && theirs.port === ours.port;
}

const refused = (reason: string) => new AppError('forbidden', `Refused: ${reason}`);
