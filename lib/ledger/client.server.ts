import 'server-only';

import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type ClickHouseClient, EXCEPTION_TAG_HEADER_NAME } from '@clickhouse/client';
import { metrics } from '@/lib/metrics.server';
import { Slots } from '@/lib/slots';
import { FORMAT, rowsOf, textOf } from './answer-text';
import { Answers } from './answers';
import { Attempts, type Endpoints } from './attempts.server';
import { AT_ONCE, type Endpoint } from './connections.server';
import { stayAwake } from './awake';
import type { FactName } from './facts';
import type { CopyOptions, LedgerCopies, LedgerStatus, Query, ReadOptions, RowBlock } from './ledger';
import { nativeBlock } from './native-block';
import { begin, observed } from './observe.server';
import { placeIn } from './place';
import { question, READ_SECONDS } from './question';
import { rollUpStatements } from './rollup/statement';
import { type PlacedRecord, type RowValues, storedEach } from './stored-columns';
import { copyVersionSql, DATABASE, facts, quoted } from './tables';
import type { Node, Topology } from './topology.server';

const DERIVE_SECONDS = 110;
/** The engine ends a question by itself; an engine that does not is not waited for. */
const GRACE_MS = 5000;
/** Longest wait for one of the few places at the engine, before who asked is told to come back. */
const PLACE_MS = 20_000;
/** A copy goes as fast as its reader writes it down. */
const COPY_SECONDS = 3600;

/** All of an insert is one part on the disk, so that it is there whole or not at all. */
const ONE_BLOCK = {
  max_insert_block_size: '1048576',
  min_insert_block_size_rows: '1048576',
  min_insert_block_size_bytes: '268435456',
  input_format_parallel_parsing: 0,
} as const;

interface LedgerOptions {
  /** For copies: tables that are not the newest are refused instead of changed. */
  asIs?: boolean;
  /** For tests. */
  placeMs?: number;
}

/** The ledger over HTTP: the same code for the embedded engine, a server and a cluster. */
export class HttpLedger implements LedgerCopies {
  readonly #topology: Topology;
  readonly #attempts: Attempts;
  readonly #answers = new Answers();
  readonly #placeMs: number;
  readonly #reads = new Slots(AT_ONCE.read);
  readonly #downloads = new Slots(AT_ONCE.stream);

  constructor(endpoints: Endpoints, topology: Topology, { asIs = false, placeMs = PLACE_MS }: LedgerOptions = {}) {
    this.#topology = topology;
    this.#placeMs = placeMs;
    this.#attempts = new Attempts(endpoints, topology, { asIs });
  }

  async read<Row>(query: Query, { keep = false, ...options }: ReadOptions = {}): Promise<Row[]> {
    if (!keep) return rowsOf<Row>(await this.#answer(query, options));
    // In another epoch the ledger may hold less than it did, until that is found by counting.
    const key = `${this.status().epoch} ${query.sql} ${JSON.stringify(query.params)}`;
    const ask = (signal: AbortSignal) => this.#answer(query, { ...options, signal });
    return rowsOf<Row>(await this.#answers.get(key, ask, options.signal));
  }

  #answer(query: Query, options: ReadOptions): Promise<string> {
    const { signal, background = false } = options;
    const ask = (client: ClickHouseClient) => this.#ask(client, query, options);
    return observed('read', query.sql, () =>
      this.#attempts.onAny(background ? 'background' : 'read', ask, { again: true, signal }),
    );
  }

  async #ask(client: ClickHouseClient, query: Query, options: ReadOptions): Promise<string> {
    const { signal, maxSeconds = READ_SECONDS, background = false, follows } = options;
    const place = { of: 'reads', signal, late: AbortSignal.timeout(this.#placeMs), first: follows } as const;
    const release = background ? () => {} : await placeIn(this.#reads, place);
    // For each try anew, and from now on: waiting for the engine, or for a place, is not the question's time, and says
    // nothing about how the engine does.
    const late = AbortSignal.timeout(maxSeconds * 1000 + GRACE_MS);
    const given = signal ? AbortSignal.any([signal, late]) : late;
    try {
      const asked = question({ ...query, sql: `${query.sql} FORMAT ${FORMAT}` }, { maxSeconds, background });
      const sent = client.exec({ ...asked, abort_signal: given });
      if (!background) stayAwake();
      const { stream, response_headers } = await sent;
      const tag = response_headers[EXCEPTION_TAG_HEADER_NAME];
      return await textOf(stream, typeof tag === 'string' ? tag : undefined);
    } finally {
      release();
    }
  }

  async *stream<Row>(query: Query, options: ReadOptions = {}): AsyncGenerator<Row[]> {
    const { signal, maxSeconds = READ_SECONDS, background = false } = options;
    const late = AbortSignal.timeout(this.#placeMs);
    const release = background ? () => {} : await placeIn(this.#downloads, { of: 'downloads', signal, late });
    const ended = begin('stream', query.sql);
    const ask = (client: ClickHouseClient) =>
      client.query({ ...question(query, { maxSeconds, background }), abort_signal: signal, format: 'JSONEachRow' });
    let fault: unknown;
    let close = () => {};
    try {
      const answer = await this.#attempts.onAny(background ? 'background' : 'stream', ask, { again: true, signal });
      close = () => answer.close();
      for await (const rows of answer.stream<Row>()) yield rows.map((row) => row.json());
    } catch (error) {
      fault = signal?.aborted ? signal.reason : this.#attempts.noted(error);
      throw fault;
    } finally {
      close();
      ended(fault);
      release();
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
    await observed('insert', sql, () => this.#attempts.onAny('insert', store, { again: false }));
    metrics().ledgerRows.inc({ fact }, rows);
  }

  async copyOut(fact: FactName, version: number, { columns, signal }: CopyOptions): Promise<Readable> {
    const sql = `SELECT ${columns.map(quoted).join(', ')} FROM ${DATABASE}.${fact} WHERE version = {version:UInt32}`;
    const asked = question({ sql, params: { version } }, { maxSeconds: COPY_SECONDS });
    const ask = (client: ClickHouseClient) =>
      client.exec({ ...asked, query: `${sql} FORMAT JSONCompactEachRow`, abort_signal: signal });
    const { stream } = await observed('stream', sql, () =>
      this.#attempts.onAny('stream', ask, { again: true, signal }),
    );
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
    await observed('insert', `INSERT INTO ${DATABASE}.${fact}`, () =>
      this.#attempts.onAny('insert', store, { again: false }),
    );
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
      await observed('insert', sql, () => this.#attempts.onAny('insert', add, { again: false }));
    }
  }

  async dropBuilds(builds: readonly number[]): Promise<void> {
    if (builds.length === 0) return;
    const drop = (node: Node) => this.#topology.dropBuilds(node, builds);
    await this.#attempts.onAny('change', () => this.#attempts.onNodes(drop), { again: true });
  }

  async dropVersion(version: number): Promise<void> {
    const drop = (node: Node) => this.#topology.takeVersion(node, 'DROP', version);
    await this.#attempts.onAny('change', () => this.#attempts.onNodes(drop), { again: true });
  }

  async setAside(version: number): Promise<void> {
    const detach = (node: Node) => this.#topology.takeVersion(node, 'DETACH', version);
    await this.#attempts.onAny('change', () => this.#attempts.onNodes(detach), { again: true });
  }

  /** Brings the tables to the newest version; questions do so by themselves. */
  async migrate(): Promise<void> {
    await this.#attempts.onAny('change', async () => {}, { again: true });
  }

  async ping(): Promise<void> {
    // Over a table, so that a shard that is away counts.
    await this.read({ sql: `SELECT count() AS n FROM ${DATABASE}.summary_rows WHERE version = 0` }, { maxSeconds: 5 });
  }

  status(): LedgerStatus {
    return this.#attempts.status;
  }

  damageMet(): number | null {
    return this.#attempts.damageMet;
  }

  /** Ends what an endpoint was asked and has not answered; it may be asked again. */
  async forget(endpoint: Endpoint): Promise<void> {
    await this.#attempts.forget(endpoint);
  }

  async close(): Promise<void> {
    await this.#attempts.close();
  }
}
