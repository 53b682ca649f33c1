import type { Route } from 'next';

/** Parameters of a list's address; absent, null and empty ones are left out. */
export type Search = Readonly<Record<string, string | number | null | undefined>>;

/** The one place that spells the portal's URLs. `search` is either a query string or its parameters. */
export const paths = {
  overview: (search?: Search | string) => at('/', search),
  orders: (search?: Search | string) => at('/orders', search),
  order: (orderId: string, search?: Search | string) => at(`/orders/${encodeURIComponent(orderId)}`, search),
  resources: (search?: Search | string) => at('/resources', search),
  calculator: (search?: Search | string) => at('/calculator', search),
  billSummary: (search?: Search | string) => at('/bills/summary', search),
  usage: (search?: Search | string) => at('/bills/usage', search),
  expenditures: (search?: Search | string) => at('/bills/expenditures', search),
  sync: (search?: Search | string) => at('/settings/sync', search),
  explore: (search?: Search | string) => at('/bills/explore', search),
  signIn: (callbackUrl?: string) => at('/sign-in', { callbackUrl: callbackUrl === '/' ? undefined : callbackUrl }),
  setup: () => at('/setup'),
  api: {
    overview: (search?: Search | string) => at('/api/v1/overview', search),
    orders: (search?: Search | string) => at('/api/v1/orders', search),
    order: (orderId: string, search?: Search | string) => at(`/api/v1/orders/${encodeURIComponent(orderId)}`, search),
    resources: (search?: Search | string) => at('/api/v1/resources', search),
    quotes: () => at('/api/v1/quotes'),
    billSummary: (search?: Search | string) => at('/api/v1/bills/summary', search),
    usage: (search?: Search | string) => at('/api/v1/bills/usage', search),
    expenditures: (search?: Search | string) => at('/api/v1/bills/expenditures', search),
    sync: (search?: Search | string) => at('/api/v1/sync', search),
    syncChanges: (search?: Search | string) => at('/api/v1/sync/changes', search),
    explore: (search?: Search | string) => at('/api/v1/bills/explore', search),
    exploreChoices: (search?: Search | string) => at('/api/v1/bills/explore/choices', search),
    projection: (search?: Search | string) => at('/api/v1/overview/projection', search),
    views: () => at('/api/v1/views'),
    view: (id: string) => at(`/api/v1/views/${encodeURIComponent(id)}`),
    setup: () => at('/api/v1/setup'),
    csrf: () => at('/api/auth/csrf'),
    signIn: () => at('/api/auth/callback/credentials'),
    signOut: () => at('/api/auth/signout'),
  },
  /** The CSV of a list: the list's own API address with `/export` before the filters. */
  exportOf: (listUrl: string) => {
    const [path = '', search = ''] = listUrl.split('?');
    return at(`${path}/export`, search ? `format=csv&${search}` : 'format=csv');
  },
} as const;

/** Only a path of this site may be followed after sign-in; anything else goes home. */
export function localPath(callbackUrl: string | null | undefined): Route {
  if (!callbackUrl || !/^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(callbackUrl)) return '/' as Route;
  // "/.//host" starts like a path of ours and ends as "//host".
  const base = 'http://here.invalid';
  if (!URL.canParse(callbackUrl, base)) return '/' as Route;
  const { origin, pathname } = new URL(callbackUrl, base);
  return (origin === base && !pathname.startsWith('//') ? callbackUrl : '/') as Route;
}

function at(path: string, search: Search | string = ''): Route {
  const query = typeof search === 'string' ? search.replace(/^\?/, '') : queryOf(search);
  // Every path above has a page or a handler; the test lists them all.
  return (query ? `${path}?${query}` : path) as Route;
}

function queryOf(search: Search): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value));
  }
  return params.toString();
}
