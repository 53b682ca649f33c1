import { AppError } from '@/lib/http/errors';

export interface Endpoint {
  origin: string;
  /** With the port when it is not the scheme's own; what the signature covers. */
  host: string;
  loopback: boolean;
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The only place a host comes from: the address of a connection, which must be an origin and nothing more.
 * Plain HTTP is for a sandbox on this machine only.
 * @throws AppError `upstream_unavailable`
 */
export function endpointOf(address: string): Endpoint {
  const url = URL.canParse(address) ? new URL(address) : null;
  const loopback = url !== null && LOOPBACK.has(url.hostname);
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback);
  if (!url || !secure || url.username || url.password || url.pathname !== '/' || url.search || url.hash) {
    throw new AppError(
      'upstream_unavailable',
      'The address of the billing service is not usable: it must be https:// and a host, without a path.',
    );
  }
  return { origin: url.origin, host: url.host, loopback };
}
