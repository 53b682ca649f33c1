// The demo as a person has it: one command, a ready line in time, sign-in, a page, a clean stop.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { signIn } from './sign-in.mjs';

const root = join(import.meta.dirname, '..');
const PORT = Number(process.env.SMOKE_PORT || 3200);
/** The promise is 10 s on a machine of its own; here a busy one must not decide. */
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;

/** @throws Error saying which promise of the demo was broken */
export async function runDemoSmoke() {
  const data = mkdtempSync(join(tmpdir(), 'suanpan-smoke-'));
  const env = { ...process.env, PORT: String(PORT), SANDBOX_PORT: String(PORT + 10), SUANPAN_DATA: data, HOST: '' };
  const start = Date.now();
  const demo = spawn(process.execPath, ['scripts/demo.mjs'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => demo.once('close', (code, signal) => resolve(code ?? signal)));
  try {
    await saysReady(demo, ended);
    const took = Date.now() - start;
    if (took > READY_WITHIN_MS) throw new Error(`The demo of a finished build took ${took} ms to be ready`);
    console.log(`demo of a finished build: ready after ${(took / 1000).toFixed(1)} s`);
    const base = `http://127.0.0.1:${PORT}`;
    const cookie = await signIn(base, 'viewer@demo.test');
    const page = await fetch(`${base}/orders`, { headers: { cookie }, redirect: 'manual' });
    if (page.status !== 200) throw new Error(`/orders answered ${page.status} to a signed-in viewer`);
  } finally {
    demo.kill('SIGTERM');
    const code = await Promise.race([ended, delay(STOP_WITHIN_MS, 'not at all')]);
    if (code === 'not at all') demo.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
    if (code !== 0) throw new Error(`The demo ended ${code === 'not at all' ? code : `with ${code}`} after SIGTERM`);
  }
  for (const port of [PORT, PORT + 10, PORT + 11]) {
    if (await answers(port)) throw new Error(`Something still listens on port ${port} after the demo has stopped`);
  }
}

function saysReady(demo, ended) {
  let output = '';
  const ready = new Promise((resolve) => {
    const read = (chunk) => {
      output += chunk;
      if (/^Suanpan ready at http:\/\/127\.0\.0\.1:\d+$/m.test(output)) resolve();
    };
    demo.stdout.setEncoding('utf8').on('data', read);
    demo.stderr.setEncoding('utf8').on('data', read);
  });
  const failed = ended.then((code) => {
    throw new Error(`The demo ended with ${code} before it was ready\n${output}`);
  });
  return Promise.race([ready, failed]);
}

const answers = (port) =>
  fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
