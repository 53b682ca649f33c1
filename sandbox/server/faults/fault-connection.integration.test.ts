import { request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { showBalances } from '../../operations/accounts/show-balances';
import { codeOf, type Live, startLive } from '../../testing/live';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const FEES = '/v2/bills/customer-bills/res-fee-records';
const BALANCES = '/v2/accounts/customer-accounts/balances';
let live: Live;

beforeAll(async () => {
  live = await startLive();
});
afterAll(() => live.sandbox.close());
afterEach(async () => {
  vi.restoreAllMocks();
  await live.control('DELETE', '/faults');
  await live.control('DELETE', '/journal');
});

const command = (fault: Record<string, unknown>) => live.fault(fault);
const journal = () => live.journal();
const ask = (path = BALANCES, query: Record<string, string> = {}) => live.ask({ path, query });

/** A request by hand: what arrives, and how the connection ends; gives up after `patience` ms. */
function listen(patience: number): Promise<{ status: number; bytes: number; ended: 'whole' | 'cut' | 'waiting' }> {
  return new Promise((resolve) => {
    const { port } = new URL(live.sandbox.endpoint);
    let bytes = 0;
    let status = 0;
    const outgoing = httpRequest({ port, host: '127.0.0.1', path: BALANCES }, (incoming) => {
      status = incoming.statusCode ?? 0;
      incoming.on('data', (chunk: Buffer) => (bytes += chunk.length));
      incoming.on('end', () => resolve({ status, bytes, ended: 'whole' }));
      incoming.on('error', () => resolve({ status, bytes, ended: 'cut' }));
    });
    outgoing.on('error', () => resolve({ status, bytes, ended: 'cut' }));
    outgoing.setTimeout(patience, () => {
      resolve({ status, bytes, ended: 'waiting' });
      outgoing.destroy();
    });
    outgoing.end();
  });
}

describe('U1 to U7: the connection and the bytes', () => {
  it('U1: accepts and never answers, and the journal sees the client give up', async () => {
    await command({ kind: 'blackhole', name: 'U1' });
    expect(await listen(100)).toEqual({ status: 0, bytes: 0, ended: 'waiting' });
    await expect
      .poll(async () => (await journal())[0])
      .toMatchObject({
        status: 0,
        hungUp: true,
        operation: 'ShowCustomerAccountBalances',
        fault: { kind: 'blackhole', name: 'U1' },
      });
  });

  it('U2: drips', async () => {
    await command({ kind: 'drip', bytesPerSecond: 100 });
    const started = performance.now();
    const whole = await listen(5000);
    expect(whole.ended).toBe('whole');
    expect(performance.now() - started).toBeGreaterThan(whole.bytes * 9);
  });

  it('U3: throttles with the gateway body, with Retry-After, or with another body', async () => {
    await command({ kind: 'throttle', count: 1 });
    const plain = await ask();
    expect([codeOf(plain), plain.headers.get('retry-after')]).toEqual(['429 APIGW.0308', null]);
    await command({ kind: 'throttle', retryAfter: 3, body: '<h1>Too Many Requests</h1>' });
    const other = await ask();
    expect([other.status, other.headers.get('retry-after'), other.text]).toEqual([
      429,
      '3',
      '<h1>Too Many Requests</h1>',
    ]);
  });

  it('U4: fails in bursts', async () => {
    await command({ status: 503, burst: { fail: 2, pass: 1 } });
    const seen = [];
    for (let index = 0; index < 6; index += 1) seen.push((await ask()).status);
    expect(seen).toEqual([503, 503, 200, 503, 503, 200]);
  });

  it.each(['malformed', 'html', 'empty', 'gbkAsUtf8', 'invalidUtf8', 'utf16', 'gbk'])(
    'U5: %s is 200 and not JSON in UTF-8',
    async (as) => {
      await command({ kind: 'garble', as });
      const response = await ask(FEES, { cycle: '2026-10', limit: '20' });
      expect(response.status).toBe(200);
      const strict = () => {
        JSON.parse(response.text.replaceAll('\ufffd', '"broken"'));
      };
      expect(strict).toThrow();
    },
  );

  it('U5: a byte order mark goes before an answer that is right otherwise', async () => {
    await command({ kind: 'garble', as: 'bom' });
    const reply = await ask();
    const plainLength = Number(reply.headers.get('content-length')) - 3;
    // fetch takes the mark away when it decodes.
    expect(Buffer.byteLength(reply.text)).toBe(plainLength);
  });

  it.each([
    ['length', 'close', 'cut'],
    ['chunked', 'close', 'cut'],
    ['length', 'hang', 'waiting'],
    ['chunked', 'hang', 'waiting'],
  ])('U6: cuts the body (%s, %s)', async (framing, end, ended) => {
    await command({ kind: 'truncate', framing, end });
    const seen = await listen(150);
    expect(seen.ended).toBe(ended);
    expect(seen.bytes).toBeGreaterThan(0);
  });

  it('U7: a great body, and a gzip bomb, are streamed', async () => {
    await command({ kind: 'flood', bytes: 20_000_000, count: 1 });
    const flood = await ask();
    expect(flood.text.length).toBeGreaterThan(20_000_000);
    expect(JSON.parse(flood.text)).toHaveProperty('account_balances');
    await command({ kind: 'flood', bytes: 20_000_000, encoding: 'gzip' });
    const bomb = await ask();
    expect(bomb.text.length).toBe(flood.text.length);
    const entry = (await journal()).at(-1);
    expect(entry?.bytes).toBeLessThan(100_000);
  });
});

describe('U15 to U23: credentials, certificates, payments', () => {
  it('U15: refuses a clock that is off, and Date says by how much', async () => {
    await command({ kind: 'skew', by: '20m' });
    const reply = await ask();
    expect(codeOf(reply)).toBe('401 APIGW.0301');
    const off = Date.parse(reply.headers.get('date') ?? '') - Date.now();
    expect(Math.round(off / 60_000)).toBe(20);
    await live.control('DELETE', '/locks');
  });

  it('U16: a key is revoked after three calls, or locked, or its token is expired', async () => {
    await command({ kind: 'credential', state: 'revoked', account: live.account().ak, after: 3, count: 2 });
    const seen = [];
    for (let index = 0; index < 6; index += 1) seen.push((await ask()).status);
    expect(seen).toEqual([200, 200, 200, 401, 401, 200]);
    await command({ kind: 'credential', state: 'locked', count: 1 });
    expect(codeOf(await ask())).toBe('401 APIGW.0301');
    await command({ kind: 'credential', state: 'tokenExpired' });
    expect(codeOf(await ask())).toBe('401 APIGW.0307');
  });

  it('U19, U20: the call takes effect, then the connection drops, or 500', async () => {
    const ran = vi.spyOn(showBalances, 'run');
    await command({ drop: 'after', count: 1 });
    await expect(ask()).rejects.toThrow();
    await command({ status: 500, when: 'after', count: 1 });
    expect((await ask()).status).toBe(500);
    expect(ran).toHaveBeenCalledTimes(2);
    await command({ status: 500, count: 1 });
    await command({ drop: 'before', count: 1 });
    expect((await ask()).status).toBe(500);
    await expect(ask()).rejects.toThrow();
    expect(ran).toHaveBeenCalledTimes(2);
    expect((await journal()).map(({ status, hungUp }) => [status, hungUp])).toEqual([
      [0, false],
      [500, false],
      [500, false],
      [0, false],
    ]);
  });

  it('U22, U23: the operation learns what to do to the world', async () => {
    const ran = vi.spyOn(showBalances, 'run');
    await command({ kind: 'world', world: 'otherAmount', by: '-5.25', count: 1 });
    await ask();
    expect(ran.mock.lastCall?.[0].fault).toEqual({ world: 'otherAmount', by: '-5.25' });
    await ask();
    expect(ran.mock.lastCall?.[0].fault).toBeNull();
  });

  it('U21: refuses with any code of the contract', async () => {
    await command({ kind: 'refuse', code: 'CBC.99005003', message: 'Insufficient balance.', count: 1 });
    expect(codeOf(await ask())).toBe('400 CBC.99005003');
    await command({ kind: 'refuse', code: 'CBC.0151', count: 1 });
    expect(codeOf(await ask())).toBe('403 CBC.0151');
    await command({ kind: 'refuse', code: 'APIGW.0613' });
    expect(JSON.parse((await ask()).text)).toHaveProperty('request_id');
  });
});
