import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { handleSignals, watchRequests } from './lifecycle.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
  process.env.SUANPAN_SECRET = 'q7Lw2ZtX9vRk4MnB8cJd1FhG6sYpA3eU5oTi';
});
vi.setConfig({ testTimeout: 20_000 });

/** Tells what it is asked for, as Next would be. `/slow` is answered when the test says so. */
const slow: ServerResponse[] = [];
const server = createServer((incoming, response) => {
  if (incoming.url === '/slow') slow.push(response);
  else response.end(`${incoming.method} ${incoming.url} ${incoming.headers['x-suanpan-refusal'] ?? ''}`.trim());
});
let port = 0;

beforeAll(async () => {
  watchRequests();
  handleSignals({ atEnd: async () => undefined });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(path: string, headers: Record<string, string> = {}) {
  const asked = request({ port, host: '127.0.0.1', path, headers });
  asked.end();
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { text, connection: response.headers.connection as string | undefined };
}

test.each([
  ['/api/v1/orders/%E4', 'GET /api/refused unreadable'],
  ['/orders/%E4', 'GET /not-found'],
  ['*', 'GET /not-found'],
  ['/orders?q=%E4', 'GET /orders?q=%E4'],
])('%s reaches Next as %s', async (path, seen) => {
  expect((await ask(path, { 'x-suanpan-refusal': 'stopping' })).text).toBe(seen);
});

test('who asks a stopping portal hears so; what it has is finished, then it ends', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as unknown as typeof process.exit);
  const begun = ask('/slow');
  await vi.waitFor(() => expect(slow).toHaveLength(1));
  process.emit('SIGTERM');
  expect(await ask('/readyz')).toEqual({ text: 'GET /readyz', connection: 'close' });
  expect(await ask('/orders')).toEqual({ text: 'GET /api/refused stopping', connection: 'close' });
  // Longer than it would wait for anybody to hear it.
  const end = Date.now() + 1800;
  while (Date.now() < end) expect((await ask('/readyz')).text).toBe('GET /readyz');
  expect(exit).not.toHaveBeenCalled();
  slow[0]?.end('done');
  expect((await begun).text).toBe('done');
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0), 5000);
  await expect(ask('/readyz')).rejects.toThrow();
});
