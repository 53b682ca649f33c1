import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Connections, type Purpose } from './connections.server';

test('what nobody waits for at a page lets questions of pages go first', async () => {
  const priorities: (string | null)[] = [];
  const server = createServer((request, response) => {
    priorities.push(new URL(`http://engine${request.url}`).searchParams.get('os_thread_priority'));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connections = new Connections({});
  for (const purpose of ['read', 'stream', 'change', 'insert', 'background'] as const satisfies readonly Purpose[]) {
    await connections.to({ url }, purpose).command({ query: 'SELECT 1' });
  }
  await connections.close();
  server.close();
  expect(priorities).toEqual([null, null, null, '10', '10']);
});
