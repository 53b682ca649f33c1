import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '@/lib/http/errors';
import { type BssAccount, createBssAccount } from './account.server';
import type { ObservedCall } from './observed-call';
import type { BssConnection } from './connection';
import { Quotas } from './quota.server';
import { makeGuards } from './resilience/guards';
import { canaryConnection, failure, type ScriptedServer, startScriptedServer } from './scripted-server.test.fixture';
import { Transport } from './transport.server';

// Many real calls: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

let server: ScriptedServer;
let transport: Transport;
let connection: BssConnection;
let account: BssAccount;
const calls: ObservedCall[] = [];

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  calls.length = 0;
  transport = new Transport();
  connection = canaryConnection(server.endpoint);
  open();
});
afterEach(() => transport.close());

let ticks = 0;
function open() {
  account = createBssAccount(connection, {
    // Time flies, so that no call here has to wait.
    quotas: new Quotas({ timing: { now: () => (ticks += 1e6) } }),
    guards: makeGuards(),
    transport,
    observe: (call) => calls.push({ ...call }),
  });
}

describe('a call', () => {
  it('asks in the language of the reader and gives exact amounts', async () => {
    server.json({ total_count: 0 });
    server.answer((_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json;charset=UTF-8', 'x-request-id': 'r-1' })
        .end('{"debt_amount":12345678901.12345678,"currency":"","measure_id":1}'),
    );
    expect(await account.showBalances({}, { language: 'zh_CN' })).toEqual({
      account_balances: [],
      debt_amount: '12345678901.12345678',
      measure_id: 1,
      currency: null,
    });
    expect(server.requests[0]?.headers['x-language']).toBe('zh_CN');
    await account.showBalances({});
    expect(server.requests[1]?.headers['x-language']).toBe('en_US');
  });

  it('is told to metrics and the log without parameters, bodies or keys', async () => {
    server.json({ total_count: 0, order_infos: [] }, { 'x-request-id': 'r-1' });
    await account.listOrders({ order_id: 'CS-PARAMETER' });
    server.json({ error_code: 'CBC.0100', error_msg: 'BODY' }, {}, 400);
    await failure(account.listOrders({ order_id: 'CS-PARAMETER' }));
    const common = { operation: 'listOrders', group: 'orders', account: 'domain-1', sent: true, tries: 1, retries: [] };
    expect(calls).toEqual([
      expect.objectContaining({
        ...common,
        status: 200,
        bytes: 34,
        code: 'ok',
        upstreamCode: null,
        upstreamRequestId: 'r-1',
      }),
      expect.objectContaining({ ...common, status: 400, code: 'upstream_refused', upstreamCode: 'CBC.0100' }),
    ]);
    expect(calls[0]?.upstreamMs).toBeGreaterThan(0);
    expect(JSON.stringify(calls)).not.toMatch(/CANARY|PARAMETER|BODY/);
  });

  it('sends a POST with the body of the contract, and {} where nothing was set', async () => {
    server.json({ total_count: 0, data: [] });
    await account.queryResources({ status_list: [2, 4], limit: 500 });
    await account.queryResources({});
    expect(server.requests.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['POST', '/v2/orders/suscriptions/resources/query', '{"status_list":[2,4],"limit":500}'],
      ['POST', '/v2/orders/suscriptions/resources/query', '{}'],
    ]);
  });

  it('prices with the project of the account unless another is given', async () => {
    server.json({});
    await account.ratePeriod({ product_infos: [] });
    await account.rateOnDemand({ product_infos: [], project_id: 'project-2' });
    expect(server.requests.map(({ body }) => JSON.parse(body).project_id)).toEqual(['project-1', 'project-2']);
    connection = { ...connection, projectId: null };
    open();
    expect(await failure(account.ratePeriod({ product_infos: [] }))).toMatchObject({ code: 'conflict' });
  });

  it('that its reader left is no failure of the service', async () => {
    const reader = new AbortController();
    server.answer(() => reader.abort(new Error('left')));
    expect(await failure(account.showBalances({}, { signal: reader.signal }))).toMatchObject({ message: 'left' });
    expect(calls).toEqual([expect.objectContaining({ code: 'aborted', status: null })]);
  });
});

describe('an answer that cannot be used', () => {
  it.each([
    ['', 'empty'],
    ['  \n', 'empty'],
    ['\ufeff{"total_count":0}', 'not JSON'],
    ['<html>SECRETBODY</html>', 'not JSON'],
    ['{"total_count":0', 'not JSON'],
    ['{"total_count":"SECRETBODY","order_infos":[]}', 'total_count'],
    [
      '{"total_count":1,"order_infos":[{"order_id":"CS1","official_amount":"SECRETBODY"}]}',
      'order_infos.0.official_amount',
    ],
    [
      '{"total_count":1,"order_infos":[{"order_id":"CS1","official_amount":1e21,"measure_id":9}]}',
      'order_infos.0.measure_id',
    ],
    ['[]', 'the body'],
  ])('%j is named without being quoted', async (text, words) => {
    server.answer((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text));
    const error = await failure(account.listOrders({}));
    expect(error).toMatchObject({ code: 'upstream_invalid', message: expect.stringContaining(words) });
    expect(String((error as Error).message)).not.toContain('SECRETBODY');
  });

  it('is a failure that comes with status 200, but not the success code of older operations', async () => {
    server.json({ error_code: 'CBC.99005026', error_msg: 'x' });
    expect(await failure(account.listOrders({}))).toMatchObject({
      code: 'upstream_refused',
      upstreamCode: 'CBC.99005026',
    });
    server.json({ error_code: 'CBC.0000', total_count: 0 });
    expect(await account.listOrders({})).toEqual({ total_count: 0, order_infos: [] });
  });
});

describe('whatever the input', () => {
  it('only paths of the contract are asked for, and no key leaves in an error', async () => {
    server.answer((_, response) => response.writeHead(400).end('SKCANARY'));
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '\ud800',
        '../../v3/orders/pay',
        '%2e%2e%2f',
        '?x=1&y',
        '#',
        'a\r\nX-Evil: 1',
        '@evil.example',
        '//evil',
      ),
    );
    await fc.assert(
      fc.asyncProperty(text, text, async (one, other) => {
        const errors = await Promise.all([
          failure(account.showOrder({ order_id: one })),
          failure(account.listOrders({ order_id: one, service_type_code: other })),
          failure(account.listRefundOrders({ order_id: one, customer_id: other })),
          failure(account.monthlySum({ bill_cycle: one, service_type_code: other })),
          failure(account.listFeeRecords({ cycle: one, region: other })),
        ]);
        for (const error of errors) {
          expect(error).toBeInstanceOf(AppError);
          expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain('CANARY');
        }
      }),
      { numRuns: 50 },
    );
    const paths = new Set(
      server.requests.map(({ url }) => url.split('?')[0]?.replace(/(details)\/[^/]+$/, '$1/{order_id}')),
    );
    expect([...paths].sort()).toEqual([
      '/v2/bills/customer-bills/monthly-sum',
      '/v2/bills/customer-bills/res-fee-records',
      '/v2/orders/customer-orders',
      '/v2/orders/customer-orders/details/{order_id}',
      '/v2/orders/customer-orders/refund-orders',
    ]);
    for (const { headers } of server.requests) expect(headers).not.toHaveProperty('x-evil');
  });
});
