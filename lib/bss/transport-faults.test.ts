import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BssConnection } from './connection';
import { canaryConnection, failure, type ScriptedServer, startScriptedServer } from './scripted-server.test.fixture';
import { selfSigned } from './self-signed.test.fixture';
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

describe('an answer that cannot be used', () => {
  const json = { 'content-type': 'application/json' };
  it.each<[string, Record<string, string>, Buffer]>([
    ['a page of HTML', { 'content-type': 'text/html' }, Buffer.from('<html>')],
    ['another charset', { 'content-type': 'application/json; charset=gbk' }, Buffer.from('{}')],
    ['bytes that are no UTF-8', json, Buffer.from([0x22, 0xd6, 0xd0, 0x22])],
    ['a compressed body', { ...json, 'content-encoding': 'gzip' }, Buffer.from('{}')],
  ])('is %s with status 200', async (_, headers, body) => {
    server.answer((__, response) => response.writeHead(200, headers).end(body));
    expect(await failure(send())).toMatchObject({ code: 'upstream_invalid' });
  });

  it('is one that ends before the length it announced', async () => {
    server.answer((_, response) => {
      response.writeHead(200, { ...json, 'content-length': '100' });
      response.write('{"a":');
      setImmediate(() => response.destroy());
    });
    expect(await failure(send())).toMatchObject({
      code: 'upstream_invalid',
      message: expect.stringContaining('cut off'),
    });
  });

  it('is one whose last chunk never came', async () => {
    server.answer((_, response) => {
      response.writeHead(200, json);
      response.write('{"a":1}');
      setImmediate(() => response.destroy());
    });
    expect(await failure(send())).toMatchObject({
      code: 'upstream_invalid',
      message: expect.stringContaining('cut off'),
    });
  });

  it('is one that announces too much, and is not read', async () => {
    use({ maxBytes: 1000 });
    server.answer((_, response) => response.writeHead(200, { ...json, 'content-length': '1001' }).write('{'));
    expect(await failure(send())).toMatchObject({
      code: 'upstream_invalid',
      message: expect.stringContaining('larger'),
    });
  });

  it('is one that grows beyond the cap, and is left at once', async () => {
    use({ maxBytes: 1_000_000 });
    let written = 0;
    const closed = new Promise<void>((resolve) => {
      server.answer((_, response) => {
        response.writeHead(200, json);
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(65_536))) written += 65_536;
        };
        response.on('drain', more).on('close', resolve);
        more();
      });
    });
    expect(await failure(send())).toMatchObject({
      code: 'upstream_invalid',
      message: expect.stringContaining('larger'),
    });
    await closed;
    expect(written).toBeLessThan(20_000_000);
  });

  it('is a redirect, which is answered as it is and not followed', async () => {
    const canary = await startScriptedServer();
    server.answer((_, response) => response.writeHead(302, { location: `${canary.endpoint}/v2/steal` }).end());
    expect(await send()).toMatchObject({ status: 302 });
    expect(canary.requests).toHaveLength(0);
    await canary.close();
  });
});

describe('no answer', () => {
  it('within the deadline ends a call although bytes keep coming', async () => {
    use({ deadlineMs: 150 });
    const closed = new Promise<void>((resolve) => {
      server.answer((_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write(' '), 10);
        response.on('close', () => {
          clearInterval(drip);
          resolve();
        });
      });
    });
    expect(await failure(send())).toMatchObject({ code: 'upstream_timeout' });
    await closed;
  });

  it('at all within the deadline is a timeout', async () => {
    use({ deadlineMs: 100 });
    server.answer(() => {});
    expect(await failure(send())).toMatchObject({ code: 'upstream_timeout' });
  });

  it('after the caller left gives the caller its own reason', async () => {
    const caller = new AbortController();
    const reason = new Error('the reader has gone');
    server.answer(() => caller.abort(reason));
    expect(await failure(send({ signal: caller.signal }))).toBe(reason);
    expect(await failure(send({ signal: caller.signal }))).toBe(reason);
    expect(server.requests).toHaveLength(1);
  });

  it('because the connection was closed says so', async () => {
    server.answer((incoming) => incoming.socket.destroy());
    expect(await failure(send())).toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining('closed'),
    });
  });

  it('from a port where nobody listens, or a name that does not exist', async () => {
    const free = createTcpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    connection = { ...connection, endpoint: `http://127.0.0.1:${port}` };
    expect(await failure(send())).toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining('reached'),
    });
    connection = { ...connection, endpoint: 'https://bss.invalid' };
    expect(await failure(send())).toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining('name'),
    });
  });

  it('from a server with a certificate that nobody signed, even when checks are switched off', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const seen = vi.fn();
    const tls = createTlsServer(selfSigned, seen).listen(0, '127.0.0.1');
    await new Promise((resolve) => tls.once('listening', resolve));
    connection = { ...connection, endpoint: `https://127.0.0.1:${(tls.address() as AddressInfo).port}` };
    expect(await failure(send())).toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining('certificate'),
    });
    expect(seen).not.toHaveBeenCalled();
    await new Promise((resolve) => tls.close(resolve));
  });
});
