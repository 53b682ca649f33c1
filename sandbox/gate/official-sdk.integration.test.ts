import { GlobalCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/GlobalCredentials';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient';
import { Region } from '@huaweicloud/huaweicloud-sdk-core/region/region';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Live, startLive } from '../testing/live';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** The client of the official core package, as the generated BSS clients use it: one request object per operation. */
let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(() => live.sandbox.close());

type Answer = Record<string, unknown> & { httpStatusCode: number };

function clientOf(credentials: GlobalCredentials): (request: Record<string, unknown>) => Promise<Answer> {
  const client = new ClientBuilder<HcClient>((made) => made, 'GlobalCredentials')
    .withCredential(credentials)
    .withRegion(new Region('ap-southeast-1', live.sandbox.endpoint))
    .build();
  return (request) =>
    client.sendRequest({
      contentType: 'application/json',
      queryParams: {},
      pathParams: {},
      headers: {},
      data: {},
      ...request,
    } as never) as Promise<Answer>;
}

const keys = () => new GlobalCredentials().withAk(live.account().ak).withSk(live.account().sk);

describe('the client of the official SDK', () => {
  it('reads balances, orders with blanks and Chinese in the query, and bills with a body', async () => {
    const send = clientOf(keys().withDomainId(live.account().domainId));
    const balances = await send({ method: 'GET', url: '/v2/accounts/customer-accounts/balances' });
    expect(balances).toMatchObject({ httpStatusCode: 200, currency: 'USD' });
    const queryParams = { limit: 5, service_type_code: "测 试!'()*+/" };
    const none = await send({ method: 'GET', url: '/v2/orders/customer-orders', queryParams });
    expect(none).toMatchObject({ httpStatusCode: 200, total_count: 0 });
    const headers = { 'X-Language': 'en_US' };
    const data = { cycle: '2026-10', statistic_type: 3, limit: 7 };
    const usage = await send({ method: 'POST', url: '/v2/bills/customer-bills/res-records/query', headers, data });
    expect(usage.monthly_records).toHaveLength(7);
  });

  it('reads an order whose ID is in the path', async () => {
    const send = clientOf(keys().withDomainId(live.account().domainId));
    const { order_infos } = await send({ method: 'GET', url: '/v2/orders/customer-orders', queryParams: { limit: 1 } });
    const [{ order_id = '' } = {}] = order_infos as { order_id: string }[];
    const pathParams = { order_id };
    const details = await send({ method: 'GET', url: '/v2/orders/customer-orders/details/{order_id}', pathParams });
    expect(details).toMatchObject({ order_info: { order_id } });
  });

  it('looks its account up in IAM when it was given none', async () => {
    const send = clientOf(keys().withIamEndpoint(live.sandbox.endpoint) as GlobalCredentials);
    await live.control('DELETE', '/journal');
    expect(await send({ method: 'GET', url: '/v2/accounts/customer-accounts/balances' })).toMatchObject({
      httpStatusCode: 200,
    });
    expect((await live.journal()).map(({ operation, status }) => [operation, status])).toEqual([
      ['KeystoneListAuthDomains', 200],
      ['ShowCustomerAccountBalances', 200],
    ]);
  });

  it('sees a refusal as its own exception with code and request ID', async () => {
    // The SDK prints every failure.
    const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const send = clientOf(keys().withDomainId(live.account().domainId).withSk('wrong') as GlobalCredentials);
    await expect(send({ method: 'GET', url: '/v2/accounts/customer-accounts/balances' })).rejects.toMatchObject({
      httpStatusCode: 401,
      errorCode: 'APIGW.0301',
    });
    output.mockRestore();
  });
});
