import 'server-only';

import { setTimeout as pause } from 'node:timers/promises';
import { log } from '@/lib/log.server';
import { metrics } from '@/lib/metrics.server';
import type { Endpoints } from './attempts.server';
import type { Endpoint } from './connections.server';
import { isAway, nameOf } from './faults';
import { StatusBoard } from './status';

const PULSE_MS = 3000;
const PULSE_PATIENCE_MS = 3000;
/** Others have their hands in it, and shards may stand behind the addresses: so often it is looked at anew. */
const EPOCH_MS = 60_000;
/** By which two estimates of when a server started may differ; it counts in whole seconds. */
const START_BLUR_MS = 1500;
/** So often in a row: what was asked there is given up. */
const MISSED_PULSES = 2;

/** What the pulse asks of the ledger. */
interface Asked {
  ping(): Promise<void>;
  forget(endpoint: Endpoint): Promise<void>;
}

/** Servers that others run, by the addresses in LEDGER_URL; those that answer are tried first. */
export class Servers implements Endpoints {
  readonly #endpoints: readonly Endpoint[];
  readonly #missed: number[];
  /** When each was started, ms of our clock that never jumps; null until it said so. */
  readonly #started: (number | null)[];
  #epochBegan = performance.now();
  readonly #board = new StatusBoard();
  readonly #stop = new AbortController();

  /** @param urls validated; each may have a user and a password */
  constructor(urls: readonly string[]) {
    this.#endpoints = urls.map(endpointOf);
    this.#missed = urls.map(() => 0);
    this.#started = urls.map(() => null);
  }

  current(): readonly Endpoint[] {
    const missed = (endpoint: Endpoint) => this.#missed[this.#endpoints.indexOf(endpoint)] ?? 0;
    return [...this.#endpoints].sort((a, b) => missed(a) - missed(b));
  }

  settled(ms: number): Promise<void> {
    return this.#board.changed(ms);
  }

  status() {
    return this.#board.status;
  }

  suspect(): void {
    this.#beginEpoch();
  }

  /** Looks every few seconds who answers, and whether the ledger as a whole does, until {@link stop}. */
  watch(ledger: Asked): void {
    void this.#watch(ledger);
  }

  stop(): void {
    this.#stop.abort();
  }

  async #watch(ledger: Asked): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await Promise.all(this.#endpoints.map((endpoint, index) => this.#feel(endpoint, index, ledger)));
      if (performance.now() - this.#epochBegan > EPOCH_MS) this.#beginEpoch();
      await ledger.ping().then(
        () => this.#tell(null),
        (error: unknown) => this.#tell(reasonOf(error)),
      );
      await pause(PULSE_MS, undefined, { ref: false, signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  async #feel(endpoint: Endpoint, index: number, ledger: Asked): Promise<void> {
    const answer = await fetch(new URL('/ping', endpoint.url), { signal: AbortSignal.timeout(PULSE_PATIENCE_MS) }).then(
      (response) => response.arrayBuffer(),
      () => null,
    );
    const missed = answer ? 0 : (this.#missed[index] ?? 0) + 1;
    this.#missed[index] = missed;
    if (missed === MISSED_PULSES) await ledger.forget(endpoint).catch(() => undefined);
    if (answer) await this.#noticeStart(endpoint, index);
  }

  /** One that was started again between two pulses may have come back with another disk, or less on it. */
  async #noticeStart(endpoint: Endpoint, index: number): Promise<void> {
    const seconds = await uptimeOf(endpoint);
    if (seconds === null) return;
    const started = performance.now() - seconds * 1000;
    const before = this.#started[index] ?? null;
    if (before !== null && started - before <= START_BLUR_MS) return;
    this.#started[index] = started;
    if (before !== null) this.#beginEpoch();
  }

  #beginEpoch(): void {
    this.#epochBegan = performance.now();
    this.#board.countAgain();
  }

  #tell(reason: string | null): void {
    if (this.#stop.signal.aborted) return;
    const before = this.#board.status;
    metrics().ledgerUp.set(reason === null ? 1 : 0);
    this.#board.become(reason === null ? 'ready' : 'down', reason);
    const after = this.#board.status;
    if (after.state === before.state) return;
    if (reason === null) log.info({ servers: this.#endpoints.length }, 'ledger ready');
    else log.error({ reason }, 'the ledger of LEDGER_URL does not answer; it is tried again');
  }
}

/** @returns seconds since its start; null when it does not say */
async function uptimeOf({ url, username = 'default', password = '' }: Endpoint): Promise<number | null> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  try {
    const signal = AbortSignal.timeout(PULSE_PATIENCE_MS);
    const answer = await fetch(url, { method: 'POST', body: 'SELECT uptime()', headers: { authorization }, signal });
    const text = await answer.text();
    return answer.ok && /^\d+\s*$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}

/** For an administrator: names of faults, never their text. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  if (cause instanceof Error && cause.message.startsWith('a newer version')) return cause.message;
  const code = nameOf(cause).split(' ').at(-1) ?? '';
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing listens at an address of LEDGER_URL',
    ENOTFOUND: 'a host of LEDGER_URL is unknown',
    EAI_AGAIN: 'a host of LEDGER_URL cannot be looked up',
    '516': 'user or password of LEDGER_URL is wrong',
    '192': 'the user of LEDGER_URL is unknown',
    '497': 'the user of LEDGER_URL may not do what the ledger needs: see docs/operations.md',
    '279': 'a shard of the cluster is away',
    '210': 'a shard of the cluster is away',
    '170': 'LEDGER_CLUSTER names a cluster that the server does not know',
    '701': 'LEDGER_CLUSTER names a cluster that the server does not know',
  };
  // ClickHouse says which of its errors it is, and one that was cut off says nothing about who answers.
  if ((code === 'Error' || code === 'SyntaxError') && !isAway(cause))
    return 'something answers at an address of LEDGER_URL that is not ClickHouse';
  return known[code] ?? `the ledger of LEDGER_URL failed (${code})`;
}

function endpointOf(text: string): Endpoint {
  const url = new URL(text);
  return {
    url: url.origin,
    username: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
  };
}
