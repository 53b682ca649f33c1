import 'server-only';

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder } from '@/lib/folders.server';
import { authorizationOf, ENGINE_USER, type EngineConfig, engineConfig, engineUsers, IDLE_QUERY } from './config';
import { EngineWords } from './words';

export interface EngineOptions {
  /** Folder of the engine's data; made when missing. */
  folder: string;
  /** For copies: the folder is neither rebuilt nor brought to the newest tables. */
  asIs?: boolean;
  /** Where the program of the engine stands. */
  program?: string;
  /** Bytes of all questions together; one may use two thirds of it. */
  memory?: number;
  /** Fixed port and password, native listener, further configuration: clusters of tests only. */
  fixed?: { port: number; password: string; listeners: string } & Required<Pick<EngineConfig, 'more' | 'grants'>>;
}

/** Where the engine answers right now; another after each restart. */
export interface EngineAddress {
  url: string;
  username: string;
  password: string;
}

const START_MS = 30_000;
const POLL_MS = 25;
/** Left to itself the engine takes two seconds to end, with nothing to do. */
const STOP_MS = 250;
const MEGABYTE = 2 ** 20;
/** With the portal's own memory this stays well under 1.2 GB; what does not fit is spilled to the disk. */
const MEMORY = 750 * MEGABYTE;
/** Of the engine's threads; more do not help questions of this size. */
const MOST_THREADS = 4;

/** What the engine found in its folder cannot be read any more. */
export class DamagedError extends Error {
  override readonly name = 'DamagedError';
}

/** One run of the embedded engine, from its start to its end. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly address: EngineAddress;
  /** Resolves with the reason, in words for an administrator, once it has ended. */
  readonly exited: Promise<string>;

  private constructor(child: ChildProcess, address: EngineAddress, words: EngineWords) {
    this.#child = child;
    this.address = address;
    child.stdin?.on('error', () => undefined);
    child.stderr?.on('data', (chunk: Buffer) => words.hear(chunk.toString()));
    this.exited = new Promise((resolve) => {
      child.once('error', ({ message }) => resolve(`the engine cannot be run: ${message}`));
      // `close` and not `exit`: only then everything it said has been heard.
      child.once('close', (code, signal) => resolve(words.reason(signal ?? code)));
    });
  }

  /** Starts an engine. @returns it once it answers. @throws Error with a line for an administrator */
  static async start(options: EngineOptions, hear?: (line: string) => void): Promise<EngineProcess> {
    const { folder, fixed, program = join(process.cwd(), 'lib', 'ledger', 'embedded', 'engine.mjs') } = options;
    const config = await writeConfig(options);
    const listeners = fixed ? [fixed.listeners] : [];
    const child = spawn(
      process.execPath,
      [program, join(folder, 'data'), join(folder, 'conf', 'config.xml'), ...listeners],
      {
        stdio: ['pipe', 'ignore', 'pipe'],
        // Nothing of the portal's environment: it has secrets.
        env: { NODE_ENV: 'production', HOME: folder, TZ: 'UTC' },
      },
    );
    const address = { url: `http://127.0.0.1:${config.port}`, username: ENGINE_USER, password: config.password };
    const words = new EngineWords(folder, hear);
    const engine = new EngineProcess(child, address, words);
    try {
      await engine.#untilAnswers(config.proof, words);
      return engine;
    } catch (error) {
      engine.kill();
      const reason = await engine.exited;
      if (words.damaged) throw new DamagedError(reason, { cause: error });
      throw words.cause ? new Error(reason, { cause: error }) : error;
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Whether it answers at all, be it with an error. Authenticated: another engine on the port must not count as ours. */
  async answers(ms: number): Promise<boolean> {
    const late = afterTurns(ms);
    const status = await this.#ask('SELECT 1', late.signal).catch(() => 404);
    late.stop();
    return status !== 404;
  }

  /** Processor time that it has used, in ticks; null where the system does not tell. */
  workDone(): number | null {
    try {
      const text = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
      // The name, which comes second, is in brackets and may hold anything.
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      return Number(fields[11]) + Number(fields[12]);
    } catch {
      return null;
    }
  }

  /** Ends it; it is killed when it takes long over that, which is safe: what was acknowledged is on the disk. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const killed = setTimeout(() => this.kill(), STOP_MS);
    await this.#ask(`KILL QUERY WHERE query LIKE '${IDLE_QUERY}' ASYNC`, STOP_MS).catch(() => undefined);
    await this.exited;
    clearTimeout(killed);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Whoever took the port meanwhile can answer, but not with what is in a file of ours. */
  async #untilAnswers(proof: string, words: EngineWords): Promise<void> {
    const until = performance.now() + START_MS;
    const ended = this.exited.then((reason) => {
      throw new Error(reason);
    });
    ended.catch(() => undefined);
    while (performance.now() < until) {
      const answer = this.#answer("SELECT getMacro('proof')", AbortSignal.timeout(2000)).catch(() => '');
      if ((await Promise.race([answer, ended])).trim() === proof) return;
      // With tables that it cannot read it neither serves nor ends.
      if (words.damaged) throw new Error('the engine cannot read its folder');
      await Promise.race([pause(POLL_MS), ended]);
    }
    throw new Error('the engine did not answer in time');
  }

  /** One statement, before anybody else asks. @throws Error with the engine's words */
  run(sql: string): Promise<string> {
    return this.#answer(sql, AbortSignal.timeout(START_MS));
  }

  async #answer(sql: string, until: AbortSignal): Promise<string> {
    const answer = await this.#post(sql, until);
    const text = await answer.text();
    if (!answer.ok) throw new Error(text.slice(0, 300));
    return text;
  }

  async #ask(sql: string, until: number | AbortSignal): Promise<number> {
    const answer = await this.#post(sql, typeof until === 'number' ? AbortSignal.timeout(until) : until);
    await answer.arrayBuffer();
    return answer.status;
  }

  #post(sql: string, signal: AbortSignal): Promise<Response> {
    const headers = { authorization: authorizationOf(this.address.password) };
    return fetch(this.address.url, { method: 'POST', body: sql, headers, signal });
  }
}

const TURNS = 10;

/**
 * Aborts after `ms` in which this process could have heard: while it was held up itself, by a long computation, a machine
 * with no time for it or one that slept, the silence was not the other's. However long that was, it counts as one turn.
 */
function afterTurns(ms: number): { signal: AbortSignal; stop: () => void } {
  const late = new AbortController();
  let left = TURNS;
  const turn = setInterval(() => {
    left -= 1;
    if (left === 0) late.abort();
  }, ms / TURNS).unref();
  return { signal: late.signal, stop: () => clearInterval(turn) };
}

async function writeConfig({ folder, fixed, memory = MEMORY }: EngineOptions): Promise<EngineConfig> {
  const conf = join(folder, 'conf');
  makeFolder(join(folder, 'data'));
  makeFolder(conf);
  const config: EngineConfig = {
    port: fixed?.port ?? (await freePort()),
    filesFolder: join(folder, 'files/'),
    usersFile: join(conf, 'users.xml'),
    password: fixed?.password ?? randomBytes(24).toString('hex'),
    proof: randomBytes(24).toString('hex'),
    maxServerMemory: memory,
    maxQueryMemory: Math.floor((memory * 2) / 3),
    maxThreads: Math.min(MOST_THREADS, availableParallelism()),
    more: fixed?.more,
    grants: fixed?.grants,
  };
  writeFileSync(config.usersFile, engineUsers(config), { mode: 0o600 });
  writeFileSync(join(conf, 'config.xml'), engineConfig(config), { mode: 0o600 });
  return config;
}

/** Somebody may take it before the engine does: then the engine ends, and is started on another. */
export function freePort(): Promise<number> {
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
