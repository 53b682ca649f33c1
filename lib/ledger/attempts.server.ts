import 'server-only';

import type { ClickHouseClient } from '@clickhouse/client';
import { AppError } from '@/lib/http/errors';
import { Connections, type Endpoint, type Purpose } from './connections.server';
import { hasLostTables, isAway, isDamage, isUnsent, told, unavailable } from './faults';
import type { LedgerStatus } from './ledger';
import { observed } from './observe.server';
import type { Node, Topology } from './topology.server';

/** Where the engine is right now: an embedded one has another address after each start. */
export interface Endpoints {
  /** In the order in which they are tried; empty while the engine is away. */
  current(): readonly Endpoint[];
  /** Resolves when there may be others, at the latest after `ms`. */
  settled(ms: number): Promise<void>;
  status(): LedgerStatus;
  /** A node failed: what it holds when it is back is to be counted again. */
  suspect(): void;
}

/** How long a question waits for an engine that is being started again; less for one that has been away for longer. */
const PATIENCE_MS = 5000;
const POLL_MS = 200;

interface Trying {
  /** Whether what may have been done already can be done once more. */
  again: boolean;
  signal?: AbortSignal;
}

/** Brings statements to an engine that answers, whose tables are those of this program. */
export class Attempts {
  readonly #endpoints: Endpoints;
  readonly #topology: Topology;
  readonly #connections: Connections;
  readonly #asIs: boolean;
  #prepared: Promise<void> | null = null;
  #closed = false;
  #damageMet: number | null = null;

  /** @param asIs for copies: tables that are not the newest are refused instead of changed */
  constructor(endpoints: Endpoints, topology: Topology, { asIs }: { asIs: boolean }) {
    this.#endpoints = endpoints;
    this.#topology = topology;
    this.#asIs = asIs;
    this.#connections = new Connections(topology.settings);
  }

  get status(): LedgerStatus {
    return this.#endpoints.status();
  }

  /** When an answer last told of lines that are damaged, milliseconds; null when none has. */
  get damageMet(): number | null {
    return this.#damageMet;
  }

  /** @returns what the error means to others; remembers that lines are damaged */
  noted(error: unknown): unknown {
    if (isDamage(error)) this.#damageMet = Date.now();
    return told(error);
  }

  /** Ends what an endpoint was asked and has not answered; it may be asked again. */
  async forget(endpoint: Endpoint): Promise<void> {
    await this.#connections.forget(endpoint);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#connections.close();
  }

  /** Tries one endpoint after the other; waits a little for an engine that is starting. */
  async onAny<T>(
    purpose: Purpose,
    work: (client: ClickHouseClient) => Promise<T>,
    { again, signal }: Trying,
  ): Promise<T> {
    const asked = performance.now();
    let last: unknown = null;
    while (!this.#closed) {
      for (const endpoint of this.#endpoints.current()) {
        let ready = false;
        try {
          await this.#prepare();
          ready = true;
          return await work(this.#connections.to(endpoint, purpose));
        } catch (error) {
          signal?.throwIfAborted();
          if (error instanceof AppError) throw error;
          if (hasLostTables(error)) this.#prepared = null;
          // A ledger whose tables cannot be prepared is away, whatever the reason is.
          const away = !ready || isAway(error);
          // Whether an insert that was cut off is there, its caller must find out.
          if (away) this.#endpoints.suspect();
          if (!away || (ready && !again && !isUnsent(error))) throw this.noted(error);
          last = error;
        }
      }
      const left = this.#patienceLeft(asked);
      if (left <= 0) break;
      await this.#endpoints.settled(Math.min(left, POLL_MS));
      signal?.throwIfAborted();
    }
    throw unavailable(null, last ?? this.status.reason);
  }

  /** From the question, or from when the ledger went away: the two are not added up. */
  #patienceLeft(asked: number): number {
    const { state, since } = this.status;
    const waited = performance.now() - asked;
    return PATIENCE_MS - (state === 'down' ? Math.max(waited, Date.now() - Date.parse(since)) : waited);
  }

  #prepare(): Promise<void> {
    const prepare = (node: Node) => (this.#asIs ? this.#topology.requireNewest(node) : this.#topology.migrate(node));
    this.#prepared ??= this.onNodes(prepare).catch((error: unknown) => {
      this.#prepared = null;
      throw error;
    });
    return this.#prepared;
  }

  /** Changes tables: through one endpoint, or on each of them when nobody else passes it on. */
  async onNodes(work: (node: Node) => Promise<void>): Promise<void> {
    const all = this.#endpoints.current();
    let last: unknown = new Error('ECONNREFUSED');
    for (const endpoint of all) {
      const client = this.#connections.to(endpoint, 'change');
      const node: Node = {
        run: (sql) => observed('change', sql, async () => void (await client.command({ query: sql }))),
        read: async (sql) => (await client.query({ query: sql, format: 'JSONEachRow' })).json(),
      };
      try {
        await work(node);
        if (!this.#topology.eachNode) return;
      } catch (error) {
        if (this.#topology.eachNode || !isAway(error)) throw error;
        last = error;
      }
    }
    if (!this.#topology.eachNode) throw last;
  }
}
