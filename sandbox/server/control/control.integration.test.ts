import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Live, startLive } from '../../testing/live';
import { send } from '../../testing/raw';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const BALANCES = '/v2/accounts/customer-accounts/balances';
let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(() => live.sandbox.close());
beforeEach(async () => {
  await live.control('DELETE', '/journal');
});

const raw = async (method: string, path: string, more: { headers?: string[]; body?: string } = {}) => {
  const { headers = ['Host: 127.0.0.1:1'], body = '' } = more;
  const head = [`${method} ${path} HTTP/1.1`, ...headers, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n');
  const reply = await send(live.sandbox.control, [`${head}\r\n\r\n${body}`]);
  return `${reply.status} ${(JSON.parse(reply.body) as { error?: string }).error ?? 'fine'}`;
};
const LOCAL = 'Host: localhost:4011';
const JSON_TYPE = 'Content-Type: application/json; charset=utf-8';

describe('the control port', () => {
  it.each([
    ['a web page', ['Host: 127.0.0.1', 'Origin: http://evil.example'], '403 Origin'],
    ['a page of its own origin', ['Host: 127.0.0.1', 'Origin: http://127.0.0.1:4011'], '403 Origin'],
    ['a name bound to loopback', ['Host: evil.example:4011'], '403 Host'],
    ['a name that begins like loopback', ['Host: 127.0.0.1.evil.example'], '403 Host'],
    ['localhost', [LOCAL], '200 fine'],
    ['IPv6 loopback', ['Host: [::1]:4011'], '200 fine'],
  ])('as asked by %s', async (_who, headers, expected) => {
    expect(await raw('GET', '/state', { headers })).toContain(expected);
  });

  it.each([
    ['POST', '/faults', [LOCAL, 'Content-Type: text/plain'], '{}', '415 Content-Type'],
    ['POST', '/faults', [LOCAL], '{}', '415 Content-Type'],
    ['POST', '/faults', [LOCAL, JSON_TYPE], '[]', '400 body'],
    ['POST', '/faults', [LOCAL, JSON_TYPE], '{"kind":', '400 body'],
    ['POST', '/faults', [LOCAL, JSON_TYPE], '{"kind":"drip","bytes":1}', '400 Unrecognized key: "bytes"'],
    ['GET', '/nowhere', [LOCAL], '', '404 /nowhere'],
    ['PUT', '/clock', [LOCAL], '', '405 /clock: takes POST'],
    ['DELETE', '/faults?id=77', [LOCAL], '', '404 id'],
    ['DELETE', '/faults?id=x', [LOCAL], '', '400 id'],
    ['GET', '/journal?since=yesterday', [LOCAL], '', '400 since'],
    ['GET', '/journal?limit=-1', [LOCAL], '', '400 limit'],
    ['GET', '/journal?status=all', [LOCAL], '', '400 status'],
    ['GET', '/journal?account=nobody', [LOCAL], '', '400 account'],
    ['GET', '/journal?colour=red', [LOCAL], '', '400 colour'],
  ])('%s %s %j %s: %s', async (...[method, path, headers, body, expected]) => {
    expect(await raw(method, path, { headers, body })).toContain(expected);
  });

  it.each([
    [{ set: '2026-02-30T00:00:00Z' }, 'set'],
    [{ set: '2026-12-01' }, 'set'],
    [{ set: '2018-12-31T00:00:00Z' }, 'set'],
    [{ set: '2099-01-01T00:00:00Z' }, 'set'],
    [{ set: 5 }, 'set'],
    [{ advance: '-1h' }, 'advance'],
    [{ advance: '401d' }, 'advance'],
    [{ advance: 1.5 }, 'advance'],
    [{ advance: '1h', set: '2026-12-01T00:00:00Z' }, 'set'],
    [{}, 'set'],
    [{ advance: '1h', twice: true }, 'twice'],
  ])('refuses the clock %j, naming %s', async (body, named) => {
    await expect(live.control('POST', '/clock', body)).rejects.toThrow(named);
  });

  it('lists its routes', async () => {
    const { routes } = await live.control('GET', '/');
    expect((routes as { route: string }[]).map(({ route }) => route)).toContain('POST /faults');
  });

  it('filters the journal by operation, account, status, time and number', async () => {
    const first = live.account(0);
    await live.ask({ path: BALANCES });
    await live.ask({ path: BALANCES }, 1);
    await live.ask({ path: '/nowhere' });
    const found = async (query: string) => (await live.control('GET', `/journal?${query}`)).total;
    expect(await found(`account=${first.name}`)).toBe(1);
    expect(await found(`account=${first.ak}&status=200`)).toBe(1);
    expect(await found('operation=ShowCustomerAccountBalances')).toBe(2);
    expect(await found('status=404')).toBe(1);
    const entries = await live.journal();
    expect(await found(`since=${String(entries[1]?.at)}`)).toBeGreaterThanOrEqual(2);
    const last = await live.control('GET', '/journal?limit=1');
    expect([last.total, (last.entries as unknown[]).length]).toEqual([3, 1]);
    const times = entries.map(({ arrivedMs }) => Number(arrivedMs));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.some((time) => !Number.isInteger(time))).toBe(true);
  });
});
