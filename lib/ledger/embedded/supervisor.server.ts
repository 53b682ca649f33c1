import 'server-only';

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder } from '@/lib/folders.server';
import type { Logger } from '@/lib/log.server';
import type { LedgerStatus } from '../ledger';
import { authorizationOf, ENGINE_USER, type EngineConfig, engineConfig, engineUsers, IDLE_QUERY } from './config';

export interface EngineOptions {
  /** Folder of the engine's data; made when missing. */
  folder: string;
  log: Logger;
  /** Where the program of the engine stands. */
  program?: string;
}

/** Where the engine answers right now; another after each restart. */
export interface EngineAddress {
  url: string;
  username: string;
  password: string;
}

const START_MS = 30_000;
const POLL_MS = 25;
const STOP_MS = 1500;
/** After a start that failed at once, twice as long each time. */
const FIRST_REST_MS = 250;
const LONGEST_REST_MS = 8000;
/** An engine that lived so long died of something new. */
const LIVED_MS = 30_000;

const MEGABYTE = 2 ** 20;

/** The embedded engine as a child process: started, watched, started again when it dies, and ended with the portal. */
export class EmbeddedEngine {
  readonly #options: EngineOptions;
  #child: ChildProcess | null = null;
  #address: EngineAddress | null = null;
  #stopping = false;
  #status: LedgerStatus = { state: 'starting', since: new Date().toISOString(), reason: null };
  #ready: Promise<void>;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#ready = Promise.resolve();
  }

  /** @throws Error with a line for an administrator when the first start fails */
  async start(): Promise<void> {
    await this.#launch();
  }

  get address(): EngineAddress | null {
    return this.#address;
  }

  get status(): LedgerStatus {
    return this.#status;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Resolves when the engine answers, or after `ms`. */
  async settled(ms: number): Promise<void> {
    await Promise.race([this.#ready.catch(() => undefined), pause(ms, undefined, { ref: false })]);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await this.#ask(`KILL QUERY WHERE query LIKE '${IDLE_QUERY}' ASYNC`).catch(() => undefined);
    const killed = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(killed);
  }

  async #launch(): Promise<void> {
    const { folder, log, program = join(process.cwd(), 'lib', 'ledger', 'embedded', 'engine.mjs') } = this.#options;
    const config = await this.#writeConfig();
    const started = performance.now();
    const child: ChildProcess = spawn(
      process.execPath,
      [program, join(folder, 'data'), join(folder, 'conf', 'config.xml')],
      {
        stdio: ['pipe', 'ignore', 'pipe'],
        // Nothing of the portal's environment: it has secrets.
        env: { NODE_ENV: 'production', HOME: folder, TZ: 'UTC' },
      },
    );
    this.#child = child;
    let words = '';
    child.stdin?.on('error', () => undefined);
    child.stderr?.on('data', (chunk: Buffer) => {
      words = `${words}${chunk.toString()}`.slice(-2000);
    });
    const exited = new Promise<string>((resolve) => {
      child.once('error', ({ message }) => resolve(message));
      child.once('exit', (code, signal) => resolve(`the engine ended (${signal ?? code}) ${lastLine(words)}`.trim()));
    });
    this.#address = { url: `http://127.0.0.1:${config.port}`, username: ENGINE_USER, password: config.password };
    this.#ready = this.#untilAnswers(exited);
    try {
      await this.#ready;
    } catch (error) {
      child.kill('SIGKILL');
      this.#address = null;
      throw error;
    }
    this.#become('ready', null);
    log.info({ pid: child.pid, ms: Math.round(performance.now() - started) }, 'ledger engine ready');
    void exited.then((reason) => this.#restart(reason, performance.now()));
  }

  /** Authenticated: another engine that holds the port must not count as ours. */
  async #untilAnswers(exited: Promise<string>): Promise<void> {
    const until = performance.now() + START_MS;
    let reason: string | null = null;
    void exited.then((why) => (reason = why));
    while (performance.now() < until) {
      if (reason !== null) throw new Error(reason);
      if (await this.#ask('SELECT 1').catch(() => false)) return;
      await pause(POLL_MS);
    }
    throw new Error('the engine did not answer in time');
  }

  async #restart(reason: string, diedAt: number): Promise<void> {
    if (this.#stopping) return;
    this.#address = null;
    this.#become('down', reason);
    this.#options.log.error({ reason }, 'ledger engine died; it is started again');
    let rest = 0;
    let since = diedAt;
    while (!this.#stopping) {
      await pause(rest, undefined, { ref: false });
      try {
        await this.#launch();
        return;
      } catch (error) {
        const told = error instanceof Error ? error.message : String(error);
        this.#become('down', told);
        this.#options.log.error({ reason: told }, 'ledger engine does not start');
        rest =
          performance.now() - since > LIVED_MS ? FIRST_REST_MS : Math.min(LONGEST_REST_MS, rest * 2 || FIRST_REST_MS);
        since = performance.now();
      }
    }
  }

  #become(state: LedgerStatus['state'], reason: string | null): void {
    this.#status = { state, since: new Date().toISOString(), reason };
  }

  async #ask(sql: string): Promise<boolean> {
    if (!this.#address) return false;
    const { url, password } = this.#address;
    const answer = await fetch(url, {
      method: 'POST',
      body: sql,
      headers: { authorization: authorizationOf(password) },
      signal: AbortSignal.timeout(2000),
    });
    await answer.arrayBuffer();
    return answer.ok;
  }

  async #writeConfig(): Promise<EngineConfig> {
    const { folder } = this.#options;
    const conf = join(folder, 'conf');
    makeFolder(join(folder, 'data'));
    makeFolder(conf);
    const config: EngineConfig = {
      port: await freePort(),
      filesFolder: join(folder, 'files/'),
      usersFile: join(conf, 'users.xml'),
      password: randomBytes(24).toString('hex'),
      maxServerMemory: 1200 * MEGABYTE,
      maxQueryMemory: 700 * MEGABYTE,
      maxThreads: Math.min(4, availableParallelism()),
    };
    writeFileSync(config.usersFile, engineUsers(config), { mode: 0o600 });
    writeFileSync(join(conf, 'config.xml'), engineConfig(config), { mode: 0o600 });
    return config;
  }
}

const lastLine = (words: string): string => words.trim().split('\n').at(-1)?.slice(0, 300) ?? '';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
