import type { Refusal } from './refusal';

export interface ReadableUrl {
  /** Path and query that Next can answer. */
  url: string;
  /** Why the request is refused, or null. */
  refusal: Refusal | null;
}

/** Below /api, answered by the route for what is not there; the other is a page that is not there. */
const REFUSED = '/api/refused';
const NO_PAGE = '/not-found';
/** Asked for by what watches the portal, also while it stops. */
const WATCHED = /^\/(healthz|readyz|metrics)(\?|$)/;

/** Addresses at which Next itself would fail become those of an answer that fits. */
export function readableUrl(given: string, { stopping }: { stopping: boolean }): ReadableUrl {
  if (stopping && !WATCHED.test(given)) return { url: REFUSED, refusal: 'stopping' };
  const url = originForm(given);
  const [path = ''] = url.split('?', 1);
  const isApi = /^\/api(\/|$)/.test(path);
  // The data of pages of the other router, which there are none of.
  if (path.startsWith('/_next/data/')) return { url: REFUSED, refusal: null };
  if (isDecodable(path)) {
    const hidden = isApi && new URLSearchParams(url.slice(path.length)).has('__proto__');
    return hidden ? { url: REFUSED, refusal: 'hidden parameter' } : { url, refusal: null };
  }
  return isApi ? { url: REFUSED, refusal: 'unreadable' } : { url: NO_PAGE, refusal: null };
}

/** `GET http://host/path` asks for `/path`; `GET *` for nothing that there is. */
function originForm(given: string): string {
  if (given.startsWith('/')) return given;
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) return NO_PAGE;
  const { pathname, search } = new URL(given);
  return pathname + search;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
