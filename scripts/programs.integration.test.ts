import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { root } from './repository-files';

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Runs a script to its end with an environment of its own. */
function run(script: string, env: Record<string, string>): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [join('scripts', script)], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', ...env },
    encoding: 'utf8',
  });
  return { status, stderr };
}

const goodSecret = 'q7Lw2ZtX9vRk4MnB8cJd1FhG6sYpA3eU5oTi';

test.each([
  [{ SUANPAN_SECRET: '' }, /^SUANPAN_SECRET is missing.*\n$/],
  [{ SUANPAN_SECRET: goodSecret, PORT: '70000' }, /^PORT must be a whole number.*\n$/],
  [{ SUANPAN_SECRET: goodSecret, BSS_ENDPOINT: 'http://bss.example.com' }, /^BSS_ENDPOINT must start with https.*\n$/],
])('a start with %j ends with one clear line and code 1', (env, line) => {
  const { status, stderr } = run('start.mjs', env);
  expect(stderr).toMatch(line);
  expect(status).toBe(1);
});

test.each([
  ['PORT', 'abc'],
  ['SANDBOX_PORT', '65535'],
  ['DEMO_LINES', '0'],
])('a demo with %s=%s ends with one clear line and code 1', (name, value) => {
  const { status, stderr } = run('demo.mjs', { [name]: value });
  expect(stderr).toMatch(new RegExp(`^${name} must be a whole number from 1 to \\d+\\n$`));
  expect(status).toBe(1);
});

test('a host of another machine is told as HOST', () => {
  const host = run('start.mjs', { SUANPAN_SECRET: goodSecret, HOST: '192.0.2.1' });
  expect(host.stderr).toMatch(/^HOST "192\.0\.2\.1" is not an address of this machine.*\n$/);
  expect(host.status).toBe(1);
});

test('a demo whose port is taken names the variable to set', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    expect(run('demo.mjs', { PORT: String(port) })).toEqual({ status: 1, stderr: `Port ${port} is taken: set PORT\n` });
  } finally {
    server.close();
  }
});

/** A parent that starts one long-lived child through the family, says its pid, and waits. */
const PARENT = `
import { live } from './scripts/lifetime.mjs';
await live(async (family) => {
  const child = ['--import', './scripts/stop-with-parent.mjs', '-e', 'setInterval(() => {}, 1000); console.log(process.pid)'];
  const member = family.start('child', child);
  member.child.stdout.once('data', (pid) => console.log(String(pid).trim()));
});`;

async function startParent(): Promise<{ parent: ChildProcess; child: number; ended: Promise<number | null> }> {
  const parent = spawn(process.execPath, ['--input-type=module', '-e', PARENT], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '' } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(parent);
  const ended = new Promise<number | null>((resolve) => parent.once('close', resolve));
  const child = await new Promise<number>((resolve) => parent.stdout?.once('data', (pid) => resolve(Number(pid))));
  return { parent, child, ended };
}

/** A process that has ended but was not collected (by the first process of a container, say) does not live. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}

test('a signal stops every child before the parent ends with code 0', async () => {
  const { parent, child, ended } = await startParent();
  parent.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(lives(child)).toBe(false);
});

test('a child stops by itself when its parent was killed', async () => {
  const { parent, child } = await startParent();
  parent.kill('SIGKILL');
  await expect.poll(() => lives(child), { timeout: 5000 }).toBe(false);
});

/** Starts a program with the preload and a short grace, lets its starter go, and waits for its end. */
async function orphaned(program: string): Promise<string | number | null> {
  const preload = './scripts/stop-with-parent.mjs?grace=300';
  const child = spawn(process.execPath, ['--import', preload, '-e', `${program}; console.log('up')`], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  started.push(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
}

test.each([
  ['whose main thread hangs', "process.on('SIGTERM', () => { for (;;); })"],
  [
    'that hangs while it exits',
    "process.on('SIGTERM', () => process.exit(0)); process.on('exit', () => { for (;;); })",
  ],
  ['that does not care', "process.on('SIGTERM', () => 0)"],
])('an orphan %s is ended all the same', async (_what, program) => {
  expect(await orphaned(`setInterval(() => 0, 1000); ${program}`)).toBe('SIGKILL');
});

test('a child that dies is named, and takes the rest down with code 1', async () => {
  const { child, ended } = await startParent();
  process.kill(child, 'SIGKILL');
  expect(await ended).toBe(1);
});
