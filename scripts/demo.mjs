// `npm run demo`: install, build, sandbox, demo data and portal from one command, on Node's own modules only.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { Advice, ensureDependencies, ensureDriver } from './install.mjs';
import { live } from './lifetime.mjs';
import { makeStep } from './progress.mjs';
import { assertFree, portalEnvironment, seed, startPortal, startSandbox } from './stack.mjs';

const root = join(import.meta.dirname, '..');
const users = ['viewer', 'finance', 'approver', 'approver2', 'admin'].map((name) => `${name}@demo.test`);

function wholeNumber(name, fallback, max) {
  const text = process.env[name] || String(fallback);
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max) throw new Advice(`${name} must be a whole number from 1 to ${max}`);
  return value;
}

/** The demo's own session secret: made once, so that a restart does not sign everybody out. */
function demoSecret(data) {
  const path = join(data, 'secret');
  if (!existsSync(path)) writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600 });
  return readFileSync(path, 'utf8');
}

await live(async (family) => {
  const port = wholeNumber('PORT', 3000, 65_535);
  const sandboxPort = wholeNumber('SANDBOX_PORT', 4010, 65_534);
  const lines = wholeNumber('DEMO_LINES', 5000, 1_000_000);
  const host = process.env.HOST || '127.0.0.1';
  const data = resolve(root, process.env.SUANPAN_DATA || 'data', 'demo');
  await assertFree(port, host, 'PORT');
  await assertFree(sandboxPort, '127.0.0.1', 'SANDBOX_PORT');
  await assertFree(sandboxPort + 1, '127.0.0.1', 'SANDBOX_PORT (the control port is the one after it)');

  const step = makeStep((line) => console.log(line));
  await ensureDependencies({ family, step });
  // Compiling the driver keeps one core busy for a minute; the build runs on the other meanwhile.
  await Promise.all([ensureDriver({ family, step }), ensureBuilt({ family, step })]);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const env = portalEnvironment({ port, host, data, secret: demoSecret(data) });
  const ports = ['--port', String(sandboxPort), '--control-port', String(sandboxPort + 1)];
  await step('starting the sandbox', () => startSandbox({ family, data, args: [...ports, '--lines', String(lines)] }));
  await step('making the demo users', () => seed({ family, data, env }));
  await step('starting the portal', () => startPortal({ family, data, env }));
  console.log(`Suanpan ready at http://127.0.0.1:${port}`);
  console.log(`Sign in as ${users.join(', ')}; password suanpan-demo. Ctrl-C stops everything.`);
});
