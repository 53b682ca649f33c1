import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BssConnection } from './connection';
import { type ScriptedServer, startScriptedServer } from './scripted-server.test-data';
import { selfSigned } from './self-signed.test-data';
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
  connection = {
    domainId: 'domain-1',
    name: 'Demo',
    endpoint: server.endpoint,
    site: 'intl',
    currency: 'USD',
    projectId: null,
    ak: 'AKCANARY',
    sk: 'SKCANARY',
  };
});
afterEach(() => transport.close());

function use(options: TransportOptions) {
  transport = new Transport(options);
}
const send = (changes: Partial<TransportRequest> = {}) => transport.send(connection, { ...request, ...changes });
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  );

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
    expect(answer).toMatchObject({ status: 200, text: '{"name":"弹性"}', bytes: Buffer.byteLength(answer.text) });
    expect(answer.headers['x-request-id']).toBe('r-1');
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

  it('keeps the text of an error answer, whatever its type', async () => {
    server.answer((_, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
    );
    expect(await send()).toMatchObject({ status: 502, text: '<h1>Bad gateway</h1>' });
  });
});

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
