import type { Upstream } from './upstream';

export interface VisitedPage {
  /** The route as the app folder spells it; a repository test compares this list with the folder. */
  route: string;
  /** Short name in test titles and in file names of screenshots. */
  name: string;
  signedIn: boolean;
  /** Its address in the world of the tests. */
  visit: (upstream: Upstream) => Promise<string>;
}

const at = (path: string) => async () => path;

/** An order with several things to show: the newest completed one of the first account. */
async function anOrder(upstream: Upstream): Promise<string> {
  const [account] = upstream.sandbox.accounts;
  const query = { status: '5', limit: '1', offset: '0' };
  const found = await upstream.get<{ order_infos?: { order_id: string }[] }>(
    account,
    '/v2/orders/customer-orders',
    query,
  );
  const order = found.order_infos?.[0];
  if (!order) throw new Error('The sandbox has no completed order');
  return `/orders/${order.order_id}`;
}

/** Every page there is. The accessibility, header and screenshot runs walk this list; twenty rows show what a hundred do. */
export const pages: readonly VisitedPage[] = [
  { route: '/', name: 'overview', signedIn: true, visit: at('/') },
  { route: '/orders', name: 'orders', signedIn: true, visit: at('/orders?pageSize=20') },
  { route: '/orders/[orderId]', name: 'order', signedIn: true, visit: anOrder },
  { route: '/resources', name: 'resources', signedIn: true, visit: at('/resources?pageSize=20') },
  { route: '/calculator', name: 'calculator', signedIn: true, visit: at('/calculator') },
  { route: '/bills/summary', name: 'bills-summary', signedIn: true, visit: at('/bills/summary?pageSize=20') },
  { route: '/bills/usage', name: 'bills-usage', signedIn: true, visit: at('/bills/usage?pageSize=20') },
  {
    route: '/bills/expenditures',
    name: 'bills-expenditures',
    signedIn: true,
    visit: at('/bills/expenditures?pageSize=20'),
  },
  { route: '/settings/sync', name: 'sync', signedIn: true, visit: at('/settings/sync') },
  { route: '/bills/explore', name: 'bills-explore', signedIn: true, visit: at('/bills/explore') },
  { route: '/sign-in', name: 'sign-in', signedIn: false, visit: at('/sign-in') },
  // With users there, set-up is over: the page says so.
  { route: '/setup', name: 'setup', signedIn: false, visit: at('/setup') },
];
