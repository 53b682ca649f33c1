import 'server-only';

import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type ClickHouseClient, EXCEPTION_TAG_HEADER_NAME } from '@clickhouse/client';
import { metrics } from '@/lib/metrics.server';
import { rowsOf, textOf } from './answer-text';
import { Answers } from './answers';
import { Connections, type Endpoint, type Purpose } from './connections.server';
import type { FactName } from './facts';
import { AppError } from '@/lib/http/errors';
import { hasLostTables, isAway, isDamage, isUnsent, told, unavailable } from './faults';
import type { CopyOptions, LedgerCopies, LedgerStatus, Query, ReadOptions, RowBlock } from './ledger';
import { nativeBlock } from './native-block';
import { begin, observed } from './observe.server';
import { question, READ_SECONDS } from './question';
import { rollUpStatements } from './rollup/statement';
import { type PlacedRecord, type RowValues, storedEach } from './stored-columns';
import { copyVersionSql, DATABASE, facts, quoted } from './tables';
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

const DERIVE_SECONDS = 110;
/** The engine ends a question by itself; an engine that does not is not waited for. */
const GRACE_MS = 5000;
/** How long a question waits for an engine that is being started again; less for one that has been away for longer. */
const PATIENCE_MS = 5000;
const POLL_MS = 200;
/** A copy goes as fast as its reader writes it down. */
const COPY_SECONDS = 3600;

/** All of an insert is one part on the disk, so that it is there whole or not at all. */
const ONE_BLOCK = {
  max_insert_block_size: '1048576',
  min_insert_block_size_rows: '1048576',
  min_insert_block_size_bytes: '268435456',
  input_format_parallel_parsing: 0,
} as const;

/** The ledger over HTTP: the same code for the embedded engine, a server and a cluster. */
export class HttpLedger implements LedgerCopies {
  readonly #endpoints: Endpoints;
  readonly #topology: Topology;
  readonly #connections: Connections;
  readonly #answers = new Answers();
  readonly #asIs: boolean;
  #prepared: Promise<void> | null = null;
  #closed = false;
  #damageMet: number | null = null;

  /** @param asIs for copies: tables that are not the newest are refused instead of changed */
  constructor(endpoints: Endpoints, topology: Topology, { asIs = false }: { asIs?: boolean } = {}) {
    this.#endpoints = endpoints;
    this.#topology = topology;
    this.#asIs = asIs;
    this.#connections = new Connections(topology.settings);
  }

  async read<Row>(query: Query, { keep = false, ...options }: ReadOptions = {}): Promise<Row[]> {
    if (!keep) return rowsOf<Row>(await this.#answer(query, options));
    // In another epoch the ledger may hold less than it did, until that is found by counting.
    const key = `${this.status().epoch} ${query.sql} ${JSON.stringify(query.params)}`;
    const ask = (signal: AbortSignal) => this.#answer(query, { ...options, signal });
    return rowsOf<Row>(await this.#answers.get(key, ask, options.signal));
  }

  #answer(query: Query, { signal, maxSeconds = READ_SECONDS, background = false }: ReadOptions): Promise<string> {
    const ask = async (client: ClickHouseClient) => {
      // A signal of its own for each try: time that was spent waiting for the engine is not the question's.
      const late = AbortSignal.timeout(maxSeconds * 1000 + GRACE_MS);
      const given = signal ? AbortSignal.any([signal, late]) : late;
      const asked = question({ ...query, sql: `${query.sql} FORMAT JSONCompact` }, { maxSeconds, background });
      const { stream, response_headers } = await client.exec({ ...asked, abort_signal: given });
      const tag = response_headers[EXCEPTION_TAG_HEADER_NAME];
      return textOf(stream, typeof tag === 'string' ? tag : undefined);
    };
    return observed('read', query.sql, () =>
      this.#onAny(background ? 'background' : 'read', ask, { again: true, signal }),
    );
  }

  async *stream<Row>(query: Query, options: ReadOptions = {}): AsyncGenerator<Row[]> {
    const { signal, maxSeconds = READ_SECONDS, background = false } = options;
    const ended = begin('stream', query.sql);
    const ask = (client: ClickHouseClient) =>
      client.query({ ...question(query, { maxSeconds, background }), abort_signal: signal, format: 'JSONEachRow' });
    let fault: unknown;
    let close = () => {};
    try {
      const answer = await this.#onAny(background ? 'background' : 'stream', ask, { again: true, signal });
      close = () => answer.close();
      for await (const rows of answer.stream<Row>()) yield rows.map((row) => row.json());
    } catch (error) {
      fault = signal?.aborted ? signal.reason : this.#noted(error);
      throw fault;
    } finally {
      close();
      ended(fault);
    }
  }

  async insert<F extends FactName>(fact: F, records: readonly PlacedRecord<F>[]): Promise<void> {
    await this.store(fact, [{ bytes: nativeBlock(storedEach(fact, records)), rows: records.length }]);
  }

  async store(fact: FactName, blocks: readonly RowBlock[]): Promise<void> {
    const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
    if (rows === 0) return;
    const sql = `INSERT INTO ${DATABASE}.${fact}`;
    const store = async (client: ClickHouseClient) => {
      const { stream } = await client.exec({
        query: `${sql} FORMAT Native`,
        values: Readable.from(
          blocks.map(({ bytes }) => bytes),
          { objectMode: false },
        ),
        clickhouse_settings: { ...this.#topology.insertSettings, ...ONE_BLOCK },
      });
      await finished(stream.resume());
    };
    await observed('insert', sql, () => this.#onAny('insert', store, { again: false }));
    metrics().ledgerRows.inc({ fact }, rows);
  }

  async copyOut(fact: FactName, version: number, { columns, signal }: CopyOptions): Promise<Readable> {
    const sql = `SELECT ${columns.map(quoted).join(', ')} FROM ${DATABASE}.${fact} WHERE version = {version:UInt32}`;
    const asked = question({ sql, params: { version } }, { maxSeconds: COPY_SECONDS });
    const ask = (client: ClickHouseClient) =>
      client.exec({ ...asked, query: `${sql} FORMAT JSONCompactEachRow`, abort_signal: signal });
    const { stream } = await observed('stream', sql, () => this.#onAny('stream', ask, { again: true, signal }));
    return stream;
  }

  async copyIn(fact: FactName, columns: readonly string[], rows: readonly RowValues[]): Promise<void> {
    // An array and not a stream: sent as one body of known length, it costs this process a third less.
    const store = (client: ClickHouseClient) =>
      client.insert({
        table: `${DATABASE}.${fact}`,
        columns: columns as [string, ...string[]],
        values: rows,
        format: 'JSONCompactEachRow',
        clickhouse_settings: { ...this.#topology.insertSettings, ...ONE_BLOCK },
      });
    await observed('insert', `INSERT INTO ${DATABASE}.${fact}`, () => this.#onAny('insert', store, { again: false }));
    metrics().ledgerRows.inc({ fact }, rows.length);
  }

  async copyVersion(from: number, to: number): Promise<void> {
    await this.#derive(facts.map(copyVersionSql), { from, to });
  }

  async rollUp(version: number, build: number): Promise<void> {
    await this.#derive(rollUpStatements(), { version, build });
  }

  /** Rows out of rows, inside the engine. Sent once: its caller finds out what is there when it was cut off. */
  async #derive(statements: readonly string[], params: Readonly<Record<string, number>>): Promise<void> {
    const settings = {
      ...this.#topology.insertSettings,
      max_execution_time: DERIVE_SECONDS,
      // Each shard deriving from its own lines would do as well; one way is enough.
      parallel_distributed_insert_select: '0',
    } as const;
    for (const sql of statements) {
      const add = async (client: ClickHouseClient) =>
        void (await client.command({ query: sql, query_params: params, clickhouse_settings: settings }));
      await observed('insert', sql, () => this.#onAny('insert', add, { again: false }));
    }
  }

  async dropBuilds(builds: readonly number[]): Promise<void> {
    if (builds.length === 0) return;
    await this.#onAny('change', () => this.#onNodes((node) => this.#topology.dropBuilds(node, builds)), {
      again: true,
    });
  }

  async dropVersion(version: number): Promise<void> {
    const drop = (node: Node) => this.#topology.takeVersion(node, 'DROP', version);
    await this.#onAny('change', () => this.#onNodes(drop), { again: true });
  }

  async setAside(version: number): Promise<void> {
    const detach = (node: Node) => this.#topology.takeVersion(node, 'DETACH', version);
    await this.#onAny('change', () => this.#onNodes(detach), { again: true });
  }

  /** Brings the tables to the newest version; questions do so by themselves. */
  async migrate(): Promise<void> {
    await this.#onAny('change', async () => {}, { again: true });
  }

  async ping(): Promise<void> {
    // Over a table, so that a shard that is away counts.
    await this.read({ sql: `SELECT count() AS n FROM ${DATABASE}.summary_rows WHERE version = 0` }, { maxSeconds: 5 });
  }

  status(): LedgerStatus {
    return this.#endpoints.status();
  }

  damageMet(): number | null {
    return this.#damageMet;
  }

  #noted(error: unknown): unknown {
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
  async #onAny<T>(
    purpose: Purpose,
    work: (client: ClickHouseClient) => Promise<T>,
    { again, signal }: { again: boolean; signal?: AbortSignal },
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
          if (!away || (ready && !again && !isUnsent(error))) throw this.#noted(error);
          last = error;
        }
      }
      const left = this.#patienceLeft(asked);
      if (left <= 0) break;
      await this.#endpoints.settled(Math.min(left, POLL_MS));
      signal?.throwIfAborted();
    }
    throw unavailable(null, last ?? this.status().reason);
  }

  /** From the question, or from when the ledger went away: the two are not added up. */
  #patienceLeft(asked: number): number {
    const { state, since } = this.status();
    const waited = performance.now() - asked;
    return PATIENCE_MS - (state === 'down' ? Math.max(waited, Date.now() - Date.parse(since)) : waited);
  }

  #prepare(): Promise<void> {
    const prepare = (node: Node) => (this.#asIs ? this.#topology.requireNewest(node) : this.#topology.migrate(node));
    this.#prepared ??= this.#onNodes(prepare).catch((error: unknown) => {
      this.#prepared = null;
      throw error;
    });
    return this.#prepared;
  }

  /** Changes tables: through one endpoint, or on each of them when nobody else passes it on. */
  async #onNodes(work: (node: Node) => Promise<void>): Promise<void> {
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
