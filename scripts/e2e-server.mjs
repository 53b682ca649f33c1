// Sandbox and portal for the browser tests: a world that is always the same, in a folder that is always fresh.
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { live } from './lifetime.mjs';
import { makeStep } from './progress.mjs';
import { assertFree, portalEnvironment, seed, startPortal, startSandbox } from './stack.mjs';

const port = Number(process.env.E2E_PORT || 3100);
const sandboxPort = Number(process.env.E2E_SANDBOX_PORT || 4110);
const data = process.env.E2E_DATA || join(tmpdir(), `suanpan-e2e-${port}`);
const world = ['--seed', '7', '--now', '2026-11-22T04:00:00Z', '--lines', process.env.E2E_LINES || '600'];

await live(async (family) => {
  await assertFree(port, '127.0.0.1', 'E2E_PORT');
  await assertFree(sandboxPort, '127.0.0.1', 'E2E_SANDBOX_PORT');
  const step = makeStep((line) => process.stderr.write(`${line}\n`));
  await ensureBuilt({ family, step });
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const secret = randomBytes(48).toString('base64url');
  const env = portalEnvironment({ port, host: '127.0.0.1', data, secret });
  const ports = ['--port', String(sandboxPort), '--control-port', String(sandboxPort + 1)];
  await step('sandbox', () => startSandbox({ family, data, args: [...ports, ...world] }));
  await step('demo users', () => seed({ family, data, env }));
  await step('portal', () => startPortal({ family, data, env }));
});
