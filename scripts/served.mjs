// A seeded portal of its own for a measuring script, or the one that BASE_URL names.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { makeStep } from './progress.mjs';
import { assertFree, portalEnvironment, seed, startPortal, startSandbox } from './stack.mjs';

/**
 * @param options.port first of the ports to use: portal, then sandbox and control ten further
 * @param options.world arguments of the sandbox
 * @returns its address and the sandbox's first line; `data` is removed when the process ends
 */
export async function serve({ family, port, world }) {
  if (process.env.BASE_URL) {
    const path = process.env.SANDBOX_JSON || join(import.meta.dirname, '..', 'data', 'demo', 'sandbox.json');
    return { base: process.env.BASE_URL.replace(/\/$/, ''), sandbox: JSON.parse(readFileSync(path, 'utf8')) };
  }
  await assertFree(port, '127.0.0.1', 'MEASURE_PORT');
  await ensureBuilt({ family, step: makeStep((line) => process.stderr.write(`${line}\n`)) });
  const data = mkdtempSync(join(tmpdir(), 'suanpan-served-'));
  process.on('exit', () => rmSync(data, { recursive: true, force: true }));
  const secret = randomBytes(48).toString('base64url');
  const env = portalEnvironment({ port, host: '127.0.0.1', data, secret });
  const ports = ['--port', String(port + 10), '--control-port', String(port + 11)];
  const sandbox = await startSandbox({ family, data, args: [...ports, ...world] });
  await seed({ family, data, env });
  await startPortal({ family, data, env });
  return { base: `http://127.0.0.1:${port}`, sandbox };
}
