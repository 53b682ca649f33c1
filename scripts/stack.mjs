// Sandbox, demo data and portal, started together: what the demo, the browser tests and the benchmarks run against.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Advice } from './install.mjs';

const root = join(import.meta.dirname, '..');
const READY_WITHIN_MS = 60_000;
const PRELOAD = ['--import', './scripts/stop-with-parent.mjs'];

/** Variables that would point a demo at somebody's real account or store; empty counts as absent. */
const REAL_WORLD = [
  ...['BSS_ENDPOINT', 'BSS_AK', 'BSS_SK', 'BSS_DOMAIN_ID', 'BSS_SITE', 'BSS_CURRENCY', 'BSS_PAY_AK', 'BSS_PAY_SK'],
  ...['DATABASE_URL', 'LEDGER_URL', 'LEDGER_CLUSTER', 'LEDGER_CLUSTER_DDL', 'SUANPAN_URL'],
];

/** @returns the environment of the portal and of everything that works on its data */
export function portalEnvironment({ port, host, data, secret, more = {} }) {
  const nothing = Object.fromEntries(REAL_WORLD.map((name) => [name, '']));
  const own = { PORT: String(port), HOST: host, SUANPAN_DATA: data, SUANPAN_SECRET: secret, SUANPAN_DEMO: '1' };
  return { ...process.env, ...nothing, NODE_ENV: 'production', ...own, ...more };
}

/** @throws Advice naming the variable to set when a port is taken, or when the host is none of this machine's */
export async function assertFree(port, host, variable) {
  await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code, message }) => reject(new Advice(whyNot({ code, message, port, host, variable }))));
    probe.listen({ port, host, exclusive: true }, () => probe.close(resolve));
  });
}

function whyNot({ code, message, port, host, variable }) {
  if (code === 'EADDRINUSE') return `Port ${port} is taken: set ${variable}`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EINVAL') {
    return `HOST ${JSON.stringify(host)} is not an address of this machine (${code}): set HOST to one that is, such as 127.0.0.1`;
  }
  return `Port ${port}: ${message}; set ${variable}`;
}

/** Starts the sandbox. @returns its first line, parsed; also written to `<data>/sandbox.json` for its owner only */
export async function startSandbox({ family, data, args }) {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chmodSync(data, 0o700);
  const member = family.start('sandbox', ['--import', 'tsx', ...PRELOAD, 'sandbox/main.ts', ...args], { cwd: root });
  const line = await Promise.race([firstLine(member.child.stdout), failsWith(member)]);
  const path = join(data, 'sandbox.json');
  writeFileSync(path, `${line}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
  return JSON.parse(line);
}

function firstLine(stream) {
  return new Promise((resolve) => {
    let text = '';
    const read = (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      stream.off('data', read);
      resolve(text.slice(0, text.indexOf('\n')));
    };
    stream.on('data', read);
  });
}

/** Makes the demo users and connects the accounts of the sandbox. */
export async function seed({ family, data, env }) {
  const args = ['--import', 'tsx', '--conditions=react-server', 'scripts/seed-demo.ts', join(data, 'sandbox.json')];
  await family.run('seeding', process.execPath, { args, env, cwd: root });
}

/** Starts the portal and waits until it can serve. */
export async function startPortal({ family, data, env }) {
  const log = join(data, 'portal.log');
  const member = family.start('portal', [...PRELOAD, 'scripts/start.mjs'], { env, log, cwd: root });
  const died = failsWith(member);
  const end = Date.now() + READY_WITHIN_MS;
  while (!(await Promise.race([isReady(`http://127.0.0.1:${env.PORT}/readyz`), died]))) {
    if (Date.now() > end) throw new Error(['The portal is not ready after a minute', ...member.lines].join('\n  '));
    await delay(100);
  }
  return member;
}

const isReady = (url) =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );

/** Never resolves; rejects when the member ends. The family tells how it died. */
function failsWith(member) {
  const failed = member.done.then(() => {
    throw new Error([`${member.name} stopped before it was ready`, ...member.lines].join('\n  '));
  });
  failed.catch(() => undefined);
  return failed;
}
