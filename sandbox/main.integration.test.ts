import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

const SMALL = ['--lines', '0', '--months', '1', '--accounts', '1', '--port', '0', '--control-port', '0'];

function start(...args: string[]) {
  const command = ['--import', 'tsx', 'sandbox/main.ts', ...SMALL, ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  return child;
}

async function failure(...args: string[]): Promise<{ code: unknown; stderr: string }> {
  const child = start(...args);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, stderr };
}

it('a wrong argument, or a port that is taken, is one clear line and 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const [wrong, busy] = await Promise.all([failure('--site', 'mars'), failure('--port', String(port))]);
  taken.close();
  expect(wrong).toEqual({ code: 1, stderr: 'sandbox: --site must be intl, cn or eu, not mars\n' });
  expect(busy).toEqual({ code: 1, stderr: `sandbox: port ${port} of 127.0.0.1 is taken\n` });
});

it('the first line is JSON, a closed pipe does not matter, and SIGTERM ends it within two seconds with calls open', async () => {
  const child = start();
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { endpoint, control } = JSON.parse(line) as { endpoint: string; control: string };
  child.stdout.destroy();
  const headers = { 'content-type': 'application/json' };
  await fetch(`${control}/faults`, { method: 'POST', headers, body: '{"kind":"blackhole"}' });
  await fetch(`${control}/listeners`, { method: 'POST', headers, body: '{"kind":"neverAccepts"}' });
  const open = connect(Number(new URL(endpoint).port), '127.0.0.1');
  open.on('error', () => null);
  open.write('GET /v2/accounts/customer-accounts/balances HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect
    .poll(async () => ((await (await fetch(`${control}/journal`)).json()) as { total: number }).total)
    .toBe(1);
  const asked = performance.now();
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [unknown];
  expect(code).toBe(0);
  expect(performance.now() - asked).toBeLessThan(2000);
});
