import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn } from '../../scripts/sign-in.mjs';
import { NOW, places } from './places';

const PRELOAD = ['--import', './scripts/stop-with-parent.mjs'];
const WORLD = ['--seed', '7', '--now', NOW, '--months', '2', '--lines', '1500', '--accounts', '1'];

/** A small file system of its own can be mounted by root only. */
export const isRoot = process.getuid?.() === 0;

/** A sandbox and a portal for tests that break them; its ledger stands on a disk of 96 MB where that can be had. */
export class OwnPortal {
  readonly #folder = mkdtempSync(join(tmpdir(), 'suanpan-own-'));
  readonly data = join(this.#folder, 'data');
  readonly ledger = join(this.data, 'ledger');
  readonly #port = places.port + 2;
  readonly base = `http://127.0.0.1:${this.#port}`;
  readonly #control = places.sandboxPort + 5;
  readonly #secret = randomBytes(48).toString('base64url');
  readonly #children: ChildProcess[] = [];
  #portal: ChildProcess | null = null;
  cookie = '';

  async start(): Promise<void> {
    mkdirSync(this.ledger, { recursive: true, mode: 0o700 });
    if (isRoot) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m,mode=0700', 'tmpfs', this.ledger]);
    const ports = ['--port', String(this.#control - 1), '--control-port', String(this.#control)];
    const sandbox = this.#spawn(['--import', 'tsx', ...PRELOAD, 'sandbox/main.ts', ...ports, ...WORLD]);
    const [line] = (await once(sandbox.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    const announced = join(this.data, 'sandbox.json');
    writeFileSync(announced, line, { mode: 0o600 });
    const seeding = ['--import', 'tsx', '--conditions=react-server', 'scripts/seed-demo.ts', announced];
    const [code] = (await once(this.#spawn(seeding), 'close')) as [number];
    if (code !== 0) throw new Error('The demo users could not be made');
    await this.startPortal();
    this.cookie = await signIn(this.base, 'admin@demo.test');
  }

  /** Resolves once it can be asked; its ledger may take longer. */
  async startPortal(): Promise<void> {
    this.#portal = this.#spawn([...PRELOAD, 'scripts/start.mjs']);
    while ((await fetch(`${this.base}/readyz`).catch(() => null))?.status !== 200) {
      if (this.#portal.exitCode !== null) throw new Error('The portal ended before it was ready');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async killPortal(): Promise<void> {
    const ended = once(this.#portal as ChildProcess, 'close');
    this.#portal?.kill('SIGKILL');
    await ended;
  }

  /** The processes in which the ledger's engine runs. */
  enginePids(): number[] {
    const owned = (pid: string) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return command.includes('engine.mjs') && command.includes(this.ledger);
      } catch {
        return false;
      }
    };
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && owned(name))
      .map(Number);
  }

  /** Asks the engine itself, past the portal, as only its owner can. */
  async askEngine(sql: string): Promise<string> {
    const config = readFileSync(join(this.ledger, 'conf', 'config.xml'), 'utf8');
    const [, port = ''] = /<http_port>(\d+)</.exec(config) ?? [];
    const [, authorization = ''] = /<authorization>(Basic [^<]+)</.exec(config) ?? [];
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: sql, headers: { authorization } });
    return answer.text();
  }

  get(path: string): Promise<Response> {
    return fetch(this.base + path, { headers: { cookie: this.cookie } });
  }

  async post(path: string, body: unknown): Promise<void> {
    await send(this.base + path, body, { cookie: this.cookie, origin: this.base });
  }

  async control(path: string, body: unknown): Promise<void> {
    await send(`http://127.0.0.1:${this.#control}${path}`, body, {});
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#children
        .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
        .map((child) => {
          const ended = once(child, 'close');
          child.kill('SIGTERM');
          return ended;
        }),
    );
    if (isRoot) execFileSync('umount', ['-l', this.ledger]);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #spawn(args: readonly string[]): ChildProcess {
    const real = ['BSS_ENDPOINT', 'DATABASE_URL', 'LEDGER_URL', 'LEDGER_CLUSTER', 'SUANPAN_URL'];
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      ...Object.fromEntries(real.map((name) => [name, ''])),
      ...{ PORT: String(this.#port), HOST: '127.0.0.1', SUANPAN_DATA: this.data, SUANPAN_SECRET: this.#secret },
      ...{ SUANPAN_DEMO: '1', NODE_ENV: 'production', LOG_LEVEL: 'error' },
    };
    const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout?.resume();
    this.#children.push(child);
    return child;
  }
}

async function send(url: string, body: unknown, headers: Record<string, string>): Promise<void> {
  const type = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { ...headers, ...type } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
}
