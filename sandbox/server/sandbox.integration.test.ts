import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { call, type Reply } from '../testing/client';
import { NOW } from '../testing/fixture';
import { parseOptions } from './options';
import { type Sandbox, startSandbox } from './start';

// Whole worlds and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const ORDERS = '/v2/orders/customer-orders';
const BALANCES = '/v2/accounts/customer-accounts/balances';
const USAGE = '/v2/bills/customer-bills/res-records/query';
let sandbox: Sandbox;
let skew = 0;
let frozen: number | null = null;

beforeAll(async () => {
  const ports = ['--port', '0', '--control-port', '0', '--lines', '300'];
  sandbox = await startSandbox(
    parseOptions([...ports, '--now', new Date(NOW).toISOString()]),
    () => (frozen ?? Date.now()) + skew,
  );
});
afterAll(() => sandbox.close());

const signer = (index = 0) => sandbox.parts.world.accounts[index] ?? { ak: '', sk: '' };
const ask = (request: Parameters<typeof call>[2], index = 0): Promise<Reply> =>
  call(sandbox.endpoint, signer(index), request);
const control = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(sandbox.control + path, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  return (await response.json()) as Record<string, never>;
};
const codeOf = (reply: Reply) => `${reply.status} ${(JSON.parse(reply.text) as { error_code?: string }).error_code}`;

describe('the sandbox over HTTP, with the signer of the official SDK', () => {
  it('answers with business time, a request ID and a real Date', async () => {
    const reply = await ask({ path: ORDERS, query: { limit: '2', create_time_begin: '2026-01-01T00:00:00Z' } });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('x-sandbox-time')).toBe('2026-11-22T04:00:00.000Z');
    expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(Math.abs(Date.parse(reply.headers.get('date') ?? '') - Date.now())).toBeLessThan(5000);
  });

  it('announces itself in one line that holds what a client needs', () => {
    const line = JSON.parse(sandbox.announcement) as Record<string, unknown> & { accounts: Record<string, string>[] };
    expect(Object.keys(line)).toEqual(['endpoint', 'control', 'site', 'accounts']);
    expect(Object.keys(line.accounts[0] ?? {})).toEqual(['name', 'ak', 'sk', 'domainId', 'projectId', 'currency']);
    expect(sandbox.announcement).not.toContain('\n');
  });

  it('speaks the language asked for, or the default of the operation', async () => {
    const first = async (language?: string) => {
      const headers: Record<string, string> = language === undefined ? {} : { 'X-Language': language };
      const reply = await ask({ path: '/v2/products/service-types', headers });
      return (JSON.parse(reply.text) as { service_types: { service_type_name: string }[] }).service_types[0]
        ?.service_type_name;
    };
    expect([await first('EN-us'), await first('zh_cn'), await first()]).toEqual([
      'Elastic Cloud Server',
      '弹性云服务器',
      '弹性云服务器',
    ]);
  });

  it('wants a JSON body where there is one, even an empty object', async () => {
    expect(codeOf(await ask({ method: 'POST', path: USAGE }))).toBe('400 CBC.0100');
    expect(codeOf(await ask({ method: 'POST', path: USAGE, body: ['x'] }))).toBe('400 CBC.0100');
    expect((await ask({ method: 'POST', path: '/v2/orders/suscriptions/resources/query', body: {} })).status).toBe(200);
  });

  it('knows nothing of other paths, methods and the v1.0 operations', async () => {
    expect(codeOf(await ask({ path: '/v1.0/x/common/order-mgr/orders/detail' }))).toBe('404 APIGW.0101');
    expect(codeOf(await ask({ method: 'POST', path: ORDERS, body: {} }))).toBe('404 APIGW.0101');
    expect(codeOf(await ask({ path: USAGE.replace('/query', '') }))).toBe('404 APIGW.0101');
  });

  it('refuses a body over 12 MB', async () => {
    const body = 'x'.repeat(12 * 1024 * 1024 + 1);
    const reply = await fetch(sandbox.endpoint + USAGE, { method: 'POST', body }).catch(() => null);
    expect(reply === null || reply.status === 413).toBe(true);
  });

  it('throttles beyond the quota with the gateway body, and recovers', async () => {
    frozen = Date.now();
    const replies = await Promise.all(Array.from({ length: 14 }, () => ask({ path: '/v2/products/service-types' }, 2)));
    const refused = replies.filter((reply) => reply.status === 429);
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(10);
    expect(JSON.parse(refused[0]?.text ?? '{}')).toMatchObject({
      error_code: 'APIGW.0308',
      error_msg: expect.stringContaining('over ratelimit,limit:10,time:1 second') as string,
      request_id: refused[0]?.headers.get('x-request-id'),
    });
    frozen += 1000;
    expect((await ask({ path: '/v2/products/service-types' }, 2)).status).toBe(200);
    frozen = null;
  });

  it('refuses a signature whose clock is off, by the real clock and not by business time', async () => {
    skew = 16 * 60_000;
    expect(codeOf(await ask({ path: BALANCES }, 1))).toBe('401 APIGW.0301');
    skew = 0;
    expect((await ask({ path: BALANCES }, 1)).status).toBe(200);
  });

  it('locks a key after five failures and opens again', async () => {
    const wrong = { ...signer(2), sk: 'wrong' };
    for (let failure = 0; failure < 5; failure += 1) await call(sandbox.endpoint, wrong, { path: BALANCES });
    expect(codeOf(await ask({ path: BALANCES }, 2))).toBe('401 APIGW.0301');
    await control('DELETE', '/locks');
    expect((await ask({ path: BALANCES }, 2)).status).toBe(200);
  });
});

describe('the control port', () => {
  it('keeps a journal of every call', async () => {
    await control('DELETE', '/journal');
    await ask({ path: BALANCES });
    await ask({ path: '/nowhere' });
    const { entries } = await control('GET', '/journal');
    expect(entries).toMatchObject([
      {
        operation: 'ShowCustomerAccountBalances',
        account: sandbox.parts.world.accounts[0]?.domainId,
        status: 200,
        code: null,
      },
      { operation: null, account: null, status: 404, code: 'APIGW.0101' },
    ]);
  });

  it('moves business time, and orders nobody paid lapse', async () => {
    const waiting = async () => {
      const reply = await ask({ path: ORDERS, query: { status: '6', limit: '100' } });
      return (JSON.parse(reply.text) as { order_infos: { order_id: string }[] }).order_infos.map(
        (order) => order.order_id,
      );
    };
    const before = await waiting();
    expect(await control('POST', '/clock', { advance: '8d' })).toMatchObject({ now: '2026-11-30T04:00:00.000Z' });
    const after = await waiting();
    expect(before.length).toBeGreaterThan(0);
    expect(before.filter((id) => after.includes(id))).toEqual([]);
    await control('POST', '/clock', { set: new Date(NOW).toISOString() });
    expect(await waiting()).toEqual(before);
  });

  it('makes an operation fail, slow or silent, as often as asked', async () => {
    await control('POST', '/faults', {
      operation: 'ShowCustomerAccountBalances',
      status: 503,
      body: '<html>',
      count: 1,
    });
    const broken = await ask({ path: BALANCES });
    expect([broken.status, broken.text]).toEqual([503, '<html>']);
    await control('POST', '/faults', { operation: 'ShowCustomerAccountBalances', drop: 'middle', count: 1 });
    await expect(ask({ path: BALANCES })).rejects.toThrow();
    await control('POST', '/faults', { operation: 'ShowCustomerAccountBalances', drop: 'before', count: 1 });
    await expect(ask({ path: BALANCES })).rejects.toThrow();
    await control('POST', '/faults', { throttle: true, latencyMs: 30 });
    expect(codeOf(await ask({ path: BALANCES }))).toBe('429 APIGW.0308');
    await control('DELETE', '/faults');
    expect((await ask({ path: BALANCES })).status).toBe(200);
  });

  it('tells the state of the world and refuses nonsense', async () => {
    const state = await control('GET', '/state');
    expect(state).toMatchObject({
      now: '2026-11-22T04:00:00.000Z',
      stands: true,
      options: { site: 'intl', lines: 300 },
    });
    expect(await control('POST', '/clock', { set: 'tomorrow' })).toHaveProperty('error');
    expect(await control('POST', '/faults', { probability: 2 })).toHaveProperty('error');
  });
});
