import { expect } from '@playwright/test';
import type { SandboxAccount, Upstream } from './upstream';

const PATH = '/v2/orders/customer-orders';

interface UpstreamOrder {
  order_id: string;
  status: string;
  amount_after_discount: string;
  official_amount: string;
  create_time: string;
  service_type_name: string;
  agent_pay_info: { is_agent_pay: boolean } | null;
}

/** Asked past the portal, but within the quota that both share: a refusal for haste is asked again. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  let answers: T[] = [];
  await expect(async () => {
    answers = [await read()];
  }).toPass({ timeout: 20_000 });
  const [answer] = answers;
  if (answer === undefined) throw new Error('The upstream gave no answer');
  return answer;
}

type Query = Record<string, string>;

const pageOf = (upstream: Upstream, account: SandboxAccount, query: Query) =>
  patiently(() => upstream.get<{ total_count: string; order_infos: UpstreamOrder[] }>(account, PATH, query));

/** Every order that the upstream has, by the parameters of its own list. */
export async function ordersOf(
  upstream: Upstream,
  account: SandboxAccount,
  query: Query = {},
): Promise<UpstreamOrder[]> {
  const orders: UpstreamOrder[] = [];
  for (;;) {
    const at = { offset: String(orders.length), limit: '100', order_by: '-createTime' };
    const page = await pageOf(upstream, account, { ...query, ...at });
    orders.push(...page.order_infos);
    if (page.order_infos.length === 0 || orders.length >= Number(page.total_count)) return orders;
  }
}

/** How many those are, asked for one. */
export const countOf = async (upstream: Upstream, account: SandboxAccount, query: Query) =>
  Number((await pageOf(upstream, account, { ...query, limit: '1', offset: '0' })).total_count);

/** As the tabs show it. */
export const count = (value: number) => value.toLocaleString('en-US');
