import { Agent, request } from 'undici';
import { signedCall } from '../e2e/support/signed-call';
import type { Sandbox } from '../e2e/support/upstream';
import { createBssAccount } from '../lib/bss/account.server';
import { Quotas } from '../lib/bss/quota.server';
import { makeGuards } from '../lib/bss/resilience/guards';
import { Transport } from '../lib/bss/transport.server';
import { alternate } from './alternating';
import { median } from './median';
import { type Result, result } from './result';

const BAR_MS = 1.5;
const LIMIT = 10;
// Both sides together stay below the quota of the operation, 20 a second.
const SHAPE = { warmUp: 40, rounds: 300, pauseMs: 110 };

/**
 * What the client adds to a call: signing, quota, guards, lossless JSON and the schema, against the same call with its
 * bytes read and nothing done to them. Medians of calls that take turns.
 */
export async function measureClientOverhead(sandbox: Sandbox): Promise<Result[]> {
  const [account] = sandbox.accounts;
  const agent = new Agent({ keepAliveTimeout: 60_000 });
  const transport = new Transport();
  const connection = { ...account, endpoint: sandbox.endpoint, site: sandbox.site };
  const client = createBssAccount(connection, { quotas: new Quotas(), transport, guards: makeGuards() });
  const raw = async () => {
    const query = { limit: String(LIMIT) };
    const { url, headers } = signedCall(sandbox.endpoint, account, {
      method: 'GET',
      path: '/v2/orders/customer-orders',
      query,
    });
    const { statusCode, body } = await request(url, { dispatcher: agent, headers });
    await body.arrayBuffer();
    if (statusCode !== 200) throw new Error(`The sandbox answered ${statusCode}`);
  };
  try {
    const pair = await alternate(() => client.listOrders({ limit: LIMIT }), raw, SHAPE);
    const [ours, theirs] = [median(pair.one), median(pair.other)];
    return [
      result('a page of orders through the client', { value: ours, unit: 'ms', against: theirs }, null),
      result('what the client adds to a call', { value: ours - theirs, unit: 'ms' }, BAR_MS),
    ];
  } finally {
    await Promise.all([agent.close(), transport.close()]);
  }
}
