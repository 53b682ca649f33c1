import 'server-only';

import { Readable } from 'node:stream';
import { type ClickHouseClient, ClickHouseError, createClient } from '@clickhouse/client';
import { AppError } from '@/lib/http/errors';
import type { FactName } from './facts';
import type { Ledger, LedgerStatus, PlacedRecord, Query, ReadOptions } from './ledger';
import { rowValues } from './row-values';
import { columnNames } from './tables';
import type { Topology } from './topology.server';

export interface Endpoint {
  url: string;
  username?: string;
  password?: string;
}

/** Where the engine is right now: an embedded one has another address after each start. */
export interface Endpoints {
  /** In the order in which they are tried; empty while the engine is away. */
  current(): readonly Endpoint[];
  /** Resolves when there may be others, at the latest after `ms`. */
  settled(ms: number): Promise<void>;
  status(): LedgerStatus;
}

const CONNECTIONS = 8;
const REQUEST_MS = 130_000;
const READ_SECONDS = 30;
/** How long a question waits for an engine that is being started again. */
const PATIENCE_MS = 4000;
const RETRY_AFTER_S = 3;

const settings = {
  output_format_json_quote_decimals: 1,
  output_format_decimal_trailing_zeros: 0,
  output_format_json_quote_64bit_integers: 1,
  async_insert: 0,
} as const;

/** Codes of ClickHouse for a question that is too large: memory, time, rows. */
const LIMIT_CODES = new Set(['241', '159', '158', '396', '307']);
/** Codes for an engine, or a shard of it, that is away. */
const AWAY_CODES = new Set(['32', '209', '210', '279', '242', '999', '236']);

/** The ledger over HTTP: the same code for the embedded engine, a server and a cluster. */
export class HttpLedger implements Ledger {
  readonly #endpoints: Endpoints;
  readonly #topology: Topology;
  readonly #clients = new Map<string, ClickHouseClient>();

  constructor(endpoints: Endpoints, topology: Topology) {
    this.#endpoints = endpoints;
    this.#topology = topology;
  }

  async read<Row>(query: Query, options: ReadOptions = {}): Promise<Row[]> {
    return this.#onAny(
      async (client) => {
        const answer = await client.query({ ...question(query, options), format: 'JSONEachRow' });
        return answer.json<Row>();
      },
      { again: true, signal: options.signal },
    );
  }

  async *stream<Row>(query: Query, options: ReadOptions = {}): AsyncGenerator<Row[]> {
    const answer = await this.#onAny((client) => client.query({ ...question(query, options), format: 'JSONEachRow' }), {
      again: true,
      signal: options.signal,
    });
    try {
      for await (const rows of answer.stream<Row>()) yield rows.map((row) => row.json());
    } catch (error) {
      throw told(error);
    } finally {
      answer.close();
    }
  }

  async insert<F extends FactName>(fact: F, records: readonly PlacedRecord<F>[]): Promise<void> {
    if (records.length === 0) return;
    await this.#onAny(
      (client) =>
        client.insert({
          table: `ledger.${fact}`,
          columns: columnNames(fact) as [string, ...string[]],
          values: Readable.from(
            records.map((record) => rowValues(fact, record)),
            { objectMode: true },
          ),
          format: 'JSONCompactEachRow',
          clickhouse_settings: {
            ...this.#topology.insertSettings,
            // All of it is one block, so that a page is there whole or not at all.
            max_insert_block_size: '1048576',
            min_insert_block_size_rows: '1048576',
            input_format_parallel_parsing: 0,
          },
        }),
      // Whether an insert that was cut off is there, the caller must ask.
      { again: false },
    );
  }

  async dropVersion(version: number): Promise<void> {
    await this.#everywhere((run) => this.#topology.dropVersion(run, version));
  }

  async migrate(): Promise<void> {
    await this.#everywhere((run) => this.#topology.migrate(run));
  }

  async ping(): Promise<void> {
    await this.read({ sql: 'SELECT 1' }, { maxSeconds: 5 });
  }

  status(): LedgerStatus {
    return this.#endpoints.status();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
    this.#clients.clear();
  }

  /** Statements that change tables: on the first endpoint, or on each when the topology says so. */
  async #everywhere(work: (run: (sql: string) => Promise<void>) => Promise<void>): Promise<void> {
    const run = async (sql: string) => {
      if (!this.#topology.eachNode) {
        await this.#onAny((client) => client.command({ query: sql }), { again: true });
        return;
      }
      for (const endpoint of this.#endpoints.current()) {
        await this.#clientOf(endpoint)
          .command({ query: sql })
          .catch((error: unknown) => {
            throw told(error);
          });
      }
    };
    await work(run);
  }

  /** Tries one endpoint after the other; waits a little for an engine that is starting. */
  async #onAny<T>(
    work: (client: ClickHouseClient) => Promise<T>,
    { again, signal }: { again: boolean; signal?: AbortSignal },
  ): Promise<T> {
    const until = performance.now() + PATIENCE_MS;
    let last: unknown = null;
    for (;;) {
      for (const endpoint of this.#endpoints.current()) {
        try {
          return await work(this.#clientOf(endpoint));
        } catch (error) {
          signal?.throwIfAborted();
          if (!isAway(error) || !again) throw told(error);
          last = error;
        }
      }
      const left = until - performance.now();
      if (left <= 0) throw last === null ? unavailable(this.status().reason) : told(last);
      await this.#endpoints.settled(Math.min(left, 200));
    }
  }

  #clientOf({ url, username, password }: Endpoint): ClickHouseClient {
    const key = `${url} ${username ?? ''} ${password ?? ''}`;
    const known = this.#clients.get(key);
    if (known) return known;
    const client = createClient({
      url,
      username,
      password,
      request_timeout: REQUEST_MS,
      max_open_connections: CONNECTIONS,
      clickhouse_settings: { ...settings, ...this.#topology.settings },
      keep_alive: { enabled: true, idle_socket_ttl: 2000 },
      log: { level: 127 },
    });
    this.#clients.set(key, client);
    return client;
  }
}

function question({ sql, params }: Query, { signal, maxSeconds = READ_SECONDS }: ReadOptions) {
  return {
    query: sql,
    query_params: { ...params },
    abort_signal: signal,
    clickhouse_settings: { readonly: '2', max_execution_time: maxSeconds } as const,
  };
}

const isAway = (error: unknown): boolean =>
  error instanceof ClickHouseError
    ? AWAY_CODES.has(error.code)
    : error instanceof Error && !(error instanceof AppError);

/** What a reader is told; the engine's own words stay in the log, since they may quote data. */
function told(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof DOMException && error.name === 'AbortError') return error;
  if (error instanceof ClickHouseError && LIMIT_CODES.has(error.code)) {
    return new AppError(
      'ledger_limit',
      'That reads more than the ledger may at once. Choose a shorter period or more filters.',
      {
        cause: error,
      },
    );
  }
  return isAway(error) ? unavailable(null, error) : error;
}

function unavailable(reason: string | null, cause?: unknown): AppError {
  return new AppError(
    'ledger_unavailable',
    'The ledger does not answer at the moment; it is being started again, and nothing is lost.',
    { retryAfter: RETRY_AFTER_S, cause: cause ?? reason },
  );
}
