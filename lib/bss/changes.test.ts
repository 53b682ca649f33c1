import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BssAccount, createBssAccount } from './account.server';
import type { ObservedCall } from './observed-call';
import { Quotas } from './quota.server';
import { makeGuards } from './resilience/guards';
import { canaryConnection, failure, type ScriptedServer, startScriptedServer } from './scripted-server.test.fixture';
import { SkippingTime } from './skipping-time.test.fixture';
import { Transport, type TransportOptions } from './transport.server';

// Real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 30_000 });

let server: ScriptedServer;
let time: SkippingTime;
let transport: Transport;
let bss: BssAccount;
let calls: ObservedCall[];

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  open();
});
afterEach(() => transport.close());

function open(options: TransportOptions = {}, endpoint = server.endpoint) {
  time = new SkippingTime();
  transport = new Transport(options);
  calls = [];
  const timing = { timing: time };
  const deps = { quotas: new Quotas(timing), guards: makeGuards(timing), transport: time.watch(transport) };
  const connection = { ...canaryConnection(endpoint), site: 'cn' as const };
  bss = createBssAccount(connection, { ...deps, observe: (call) => calls.push(call) });
}

/** Every method that changes something upstream. */
const changes: [string, () => Promise<unknown>][] = [
  ['payOrder', () => bss.payOrder({ order_id: 'CS1', coupons: [], discount: null }, { priority: 'pay' })],
  ['cancelOrder', () => bss.cancelOrder({ order_id: 'CS1' })],
  ['renewResources', () => bss.renewResources({ resource_ids: ['r'], period_type: 2, period_num: 1 })],
  ['unsubscribeResources', () => bss.unsubscribeResources({ resource_ids: ['r'], unsubscribe_type: 1 })],
  ['startAutoRenewal', () => bss.startAutoRenewal({ resource_id: 'r' })],
  ['stopAutoRenewal', () => bss.stopAutoRenewal({ resource_id: 'r' })],
  ['toOnDemand', () => bss.toOnDemand({ operation: 'SET_UP', resource_ids: ['r'] })],
];
const [, pay] = changes[0] ?? ['', async () => {}];
const unknown = { code: 'upstream_outcome_unknown', status: 502 };

describe.each(changes)('%s', (_, change) => {
  it.each<[string, () => void]>([
    ['the connection is cut after it was read', () => server.answer((request) => request.socket.destroy())],
    ['the service fails', () => server.json({ error_code: 'CBC.0999' }, {}, 500)],
    ['a gateway fails', () => server.answer((__, response) => response.writeHead(503, { 'retry-after': '1' }).end())],
    ['the success cannot be read', () => server.answer((__, response) => response.writeHead(200).end('<html>'))],
  ])('is made once, and says that nobody knows, when %s', async (__, script) => {
    script();
    expect(await failure(time.until(change()))).toMatchObject(unknown);
    expect(server.requests).toHaveLength(1);
    expect(calls).toMatchObject([{ tries: 1, retries: [], sent: true, code: 'upstream_outcome_unknown' }]);
  });

  it.each([
    [400, 'CBC.99003106', 'upstream_refused'],
    [429, 'APIGW.0308', 'upstream_throttled'],
    [401, 'APIGW.0301', 'upstream_credentials'],
    [403, 'CBC.0151', 'upstream_refused'],
  ])('is made once, and was not done, when the answer is %i %s', async (status, error_code, code) => {
    server.json({ error_code, error_msg: 'x' }, {}, status);
    expect(await failure(time.until(change()))).toMatchObject({ code, upstreamCode: error_code });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a payment', () => {
  it('is done when the answer is 204 without a body, and not when it is 200 with a refusal', async () => {
    server.answer((_, response) => response.writeHead(204).end());
    expect(await time.until(pay())).toEqual({});
    server.json({ error_code: 'CBC.99005003', error_msg: 'x' });
    expect(await failure(time.until(pay()))).toMatchObject({ code: 'upstream_refused', upstreamCode: 'CBC.99005003' });
  });

  it('whose answer does not come in time is unknown, as is one whose caller left', async () => {
    open({ headersTimeoutMs: 50 });
    server.answer(() => {});
    const late = await failure(time.until(pay()));
    expect(late).toMatchObject({ ...unknown, cause: expect.objectContaining({ code: 'upstream_timeout' }) });
    const caller = new AbortController();
    server.answer(() => caller.abort(new Error('left')));
    const left = bss.payOrder({ order_id: 'CS1', coupons: [], discount: null }, { signal: caller.signal });
    expect(await failure(time.until(left))).toMatchObject({
      ...unknown,
      cause: expect.objectContaining({ message: 'left' }),
    });
    expect(server.requests).toHaveLength(2);
  });

  it('that never left was not made: nobody listens, or its caller had gone before', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    open({}, `http://127.0.0.1:${port}`);
    expect(await failure(time.until(pay()))).toMatchObject({ code: 'upstream_unavailable' });
    expect(calls).toMatchObject([{ sent: false, tries: 1 }]);
    open();
    const gone = AbortSignal.abort(new Error('gone'));
    const asked = bss.payOrder({ order_id: 'CS1', coupons: [], discount: null }, { signal: gone });
    expect(await failure(asked)).toMatchObject({ message: 'gone' });
    expect(server.requests).toHaveLength(0);
  });

  it('does not go out on a connection that was used before, which the other side may just be closing', async () => {
    const stale = await serverThatClosesUsedSockets();
    open({}, stale.endpoint);
    await time.until(bss.showBalances({}));
    expect(await time.until(pay())).toEqual({});
    expect(await time.until(pay())).toEqual({});
    expect(stale.requestsBySocket).toEqual([['GET'], ['POST'], ['POST']]);
    // A read does meet the closing connection, and is the one thing that may be made again.
    await time.until(bss.showBalances({}));
    expect(stale.requestsBySocket).toEqual([['GET', 'GET'], ['POST'], ['POST'], ['GET']]);
    stale.close();
  });
});

/** Answers the first request of a connection and cuts it after having read the second. */
async function serverThatClosesUsedSockets() {
  const requestsBySocket: string[][] = [];
  const sockets: Socket[] = [];
  const listener = createServer((socket) => {
    sockets.push(socket);
    const requests: string[] = [];
    requestsBySocket.push(requests);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const method = /^(GET|POST) /.exec(chunk.toString())?.[1];
      if (method) requests.push(method);
      if (requests.length > 1) socket.destroy();
      else if (method === 'POST') socket.write('HTTP/1.1 204 No Content\r\n\r\n');
      else socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  return {
    endpoint: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    requestsBySocket,
    close: () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
    },
  };
}

it('what only the other site has is not asked for', async () => {
  server.json({});
  const intl = createBssAccount(canaryConnection(server.endpoint), {
    quotas: new Quotas(),
    guards: makeGuards(),
    transport,
  });
  expect(await failure(intl.listOrderCoupons({ order_id: 'CS1' }))).toMatchObject({ code: 'conflict' });
  expect(await failure(intl.listStoredValueCards({ status: 1 }))).toMatchObject({ code: 'conflict' });
  expect(server.requests).toHaveLength(0);
});
