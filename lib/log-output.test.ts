import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { logOutput } from './log-output';

vi.setConfig({ testTimeout: 60_000 });

/** Logs some lines, says so on stderr, and when stdin closes exits with one more under way. */
const program = (lines: number) => `
import('./lib/log.server.ts').then(({ log }) => {
  for (let index = 0; index < ${lines}; index += 1) log.info({ index, text: 'x'.repeat(200) }, 'first');
  process.stderr.write('up');
  process.stdin.resume();
  process.stdin.once('end', () => {
    log.info('last');
    process.exit(0);
  });
});`;

async function start(lines: number) {
  const args = ['--import', 'tsx', '--conditions=react-server', '-e', program(lines)];
  const child = spawn(process.execPath, args, { env: { ...process.env, LOG_LEVEL: 'info' }, stdio: 'pipe' });
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  await new Promise((resolve) => child.stderr.once('data', resolve));
  return { child, ended };
}

test('the last line before an exit is written', async () => {
  const { child, ended } = await start(1);
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stdin.end();
  expect(await ended).toBe(0);
  expect(text.trim().split('\n')).toHaveLength(2);
});

test('a process whose reader has gone exits as it was asked to', async () => {
  const { child, ended } = await start(1);
  child.stdout.destroy();
  child.stdin.end();
  expect(await ended).toBe(0);
});

test('a process whose reader stands still works on, and exits as it was asked to', async () => {
  const { child, ended } = await start(10_000);
  child.once('exit', () => child.stdout.resume());
  child.stdin.end();
  expect(await ended).toBe(0);
});

test('what waits for a reader is bounded, and what was lost is told when there is room again', async () => {
  const written: string[] = [];
  let readOn = () => {};
  const slow = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      readOn = done;
    },
  });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(client, 'connect');
  // Any pipe or socket will do as the descriptor: it only tells that there may be somebody to wait for.
  const fd = (client as unknown as { _handle: { fd: number } })._handle.fd;
  const output = logOutput({ fd, stream: slow });
  for (let index = 0; index < 5; index += 1) output.write('x'.repeat(400_000));
  expect(slow.writableLength).toBeLessThan(1024 * 1024);
  while (slow.writableLength > 0) readOn();
  output.write('and on');
  while (slow.writableLength > 0) readOn();
  expect(written.filter((line) => !line.startsWith('x'))).toEqual([
    '{"level":"warn","lost":3,"msg":"log lines were lost"}\nand on',
  ]);
  client.destroy();
  server.close();
});

test('a full or closed file loses the line and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suanpan-log-'));
  const path = join(folder, 'log');
  const fd = openSync(path, 'w');
  const output = logOutput({ fd, stream: new Writable() });
  output.write('one\n');
  closeSync(fd);
  expect(() => output.write('lost\n')).not.toThrow();
  expect(readFileSync(path, 'utf8')).toBe('one\n');
  rmSync(folder, { recursive: true });
});
