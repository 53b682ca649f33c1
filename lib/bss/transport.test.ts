import { MockAgent } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BssConnection } from './connection';
import { canaryConnection, failure, type ScriptedServer, startScriptedServer } from './scripted-server.test.fixture';
import { authorization } from './sign';
import { Transport, type TransportOptions, type TransportRequest } from './transport.server';

let server: ScriptedServer;
let transport: Transport;
let connection: BssConnection;

const request: TransportRequest = {
  method: 'GET',
  path: '/v2/orders/customer-orders',
  query: { limit: 10, order_by: '-createTime', status: null },
  body: null,
  language: 'zh_CN',
};

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  use({});
  connection = canaryConnection(server.endpoint);
});
afterEach(() => transport.close());

function use(options: TransportOptions) {
  transport = new Transport(options);
}
const send = (changes: Partial<TransportRequest> = {}) => transport.send(connection, { ...request, ...changes });

describe('what is sent', () => {
  it('is signed as it is requested, with a language and a content type even on GET', async () => {
    use({ now: () => new Date('2026-11-22T10:11:12Z') });
    server.json({});
    await send();
    const [sent] = server.requests;
    expect(sent?.url).toBe('/v2/orders/customer-orders?limit=10&order_by=-createTime');
    const headers = {
      host: new URL(server.endpoint).host,
      'content-type': 'application/json',
      'x-domain-id': 'domain-1',
      'x-language': 'zh_CN',
      'x-sdk-date': '20261122T101112Z',
    };
    expect(sent?.headers).toMatchObject(headers);
    const { method, path, query, body } = request;
    expect(sent?.headers.authorization).toBe(authorization({ method, path, query, headers, body }, connection));
  });

  it('never contains the secret key', async () => {
    server.json({});
    await send({ method: 'POST', body: '{"cycle":"2026-10"}' });
    expect(JSON.stringify(server.requests)).not.toContain('SKCANARY');
    expect(server.requests[0]?.body).toBe('{"cycle":"2026-10"}');
  });

  it('goes nowhere but to the origin of the connection', async () => {
    for (const endpoint of [
      'http://bss.example',
      'https://user:secret@bss.example',
      'https://bss.example/prefix',
      'https://bss.example/?a=1',
      'ftp://bss.example',
      'bss.example',
      'http://127.0.0.1.example',
    ]) {
      connection = { ...connection, endpoint };
      expect(await failure(send())).toMatchObject({
        code: 'upstream_unavailable',
        message: expect.stringContaining('address'),
      });
    }
    expect(server.requests).toHaveLength(0);
  });
});

describe('an answer that can be used', () => {
  it('comes back with its status, headers, text and size', async () => {
    server.json({ name: '弹性' }, { 'x-request-id': 'r-1' });
    const answer = await send();
    expect(answer).toMatchObject({ status: 200, bytes: Buffer.byteLength('{"name":"弹性"}') });
    expect(JSON.parse(answer.text)).toEqual({ name: '弹性' });
    expect(answer.headers['x-request-id']).toBe('r-1');
  });

  it('comes in the memory that it is given when a success says how long it is', async () => {
    const given: Buffer[] = [];
    const memory = (bytes: number) => {
      given.push(Buffer.alloc(bytes + 100));
      return given.at(-1) as Buffer;
    };
    const value = { name: '数据'.repeat(100_000) };
    const long = { 'content-length': String(Buffer.byteLength(JSON.stringify(value))) };
    server.json(value, long);
    const { body, text } = await send({ memory });
    expect(body?.buffer).toBe(given[0]?.buffer);
    expect(JSON.parse(text)).toEqual(value);
    server.json(value);
    expect(JSON.parse((await send({ memory })).text)).toEqual(value);
    server.json(value, long, 400);
    expect(JSON.parse((await send({ memory })).text)).toEqual(value);
    expect(given).toHaveLength(1);
  });

  it('reuses its connections', async () => {
    const ports = new Set<number | undefined>();
    server.answer((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    for (let call = 0; call < 12; call += 1) await send();
    // A socket is free a moment after its body was read, so the pool may need a second one.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('tells the business time of a sandbox', async () => {
    const onBusinessTime = vi.fn();
    use({ onBusinessTime });
    server.json({}, { 'X-Sandbox-Time': '2026-12-01T00:00:00Z' });
    await send();
    expect(onBusinessTime).toHaveBeenCalledExactlyOnceWith('2026-12-01T00:00:00Z');
  });

  it('lets no endpoint but a sandbox on this machine turn the business clock', async () => {
    const onBusinessTime = vi.fn();
    const dispatcher = new MockAgent();
    dispatcher
      .get('https://bss.example')
      .intercept({ path: /.*/ })
      .reply(200, '{}', { headers: { 'x-sandbox-time': '2026-12-01T00:00:00Z' } });
    use({ onBusinessTime, dispatcher });
    connection = { ...connection, endpoint: 'https://bss.example' };
    expect(await send()).toMatchObject({ status: 200 });
    expect(onBusinessTime).not.toHaveBeenCalled();
  });

  it('keeps the text of an error answer, whatever its type', async () => {
    server.answer((_, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
    );
    expect(await send()).toMatchObject({ status: 502, text: '<h1>Bad gateway</h1>' });
  });
});
