import 'server-only';

import { unavailable } from './faults';
import { type Migration, migrations, type Step } from './migrations';
import { builtTables } from './rollup/tables';
import { DATABASE, facts, quoted, type TableShape } from './tables';

/** A node, as migrations see it. */
export interface Node {
  run(sql: string): Promise<void>;
  read<Row>(sql: string): Promise<Row[]>;
}

export interface Cluster {
  /** Name of the cluster in the servers' configuration. */
  name: string;
  /** `on-cluster` lets the servers pass statements on; `each-node` sends them to every URL. */
  ddl: 'on-cluster' | 'each-node';
}

/** The only module that knows whether there is one node or many. Readers and writers name `ledger.<fact>` in both. */
export class Topology {
  readonly #cluster: Cluster | null;
  readonly #migrations: readonly Migration[];
  /** Copies of each shard, as the servers are configured. */
  #replicas = 1;

  constructor(cluster: Cluster | null = null, list: readonly Migration[] = migrations) {
    this.#cluster = cluster;
    this.#migrations = list;
  }

  /** Whether statements that change tables must be sent to every node. */
  get eachNode(): boolean {
    return this.#cluster?.ddl === 'each-node';
  }

  /** For every question: a sum that lacks a shard must be an error. */
  get settings() {
    return this.#cluster ? ({ skip_unavailable_shards: 0, distributed_product_mode: 'global' } as const) : {};
  }

  /** An insert is acknowledged when every shard, and every copy of it, has its rows: so that any copy may be read. */
  get insertSettings() {
    if (!this.#cluster) return {};
    const copies = this.#replicas > 1 ? { insert_quorum: String(this.#replicas) } : {};
    return { distributed_foreground_insert: 1, ...copies } as const;
  }

  /**
   * Brings a node to the newest version. Idempotent, also when it was cut off in the middle.
   * @throws Error when a newer program has been here
   */
  async migrate(node: Node): Promise<void> {
    await node.run(`CREATE DATABASE IF NOT EXISTS ${DATABASE}${this.#onCluster}`);
    await node.run(
      `CREATE TABLE IF NOT EXISTS ${DATABASE}.migrations${this.#onCluster} (id UInt32, name String, at DateTime DEFAULT now()) ` +
        `ENGINE = ${this.#engine} ORDER BY id SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    );
    const done = await node.read<{ id: number }>(`SELECT DISTINCT id FROM ${DATABASE}.migrations`);
    const newest = Math.max(0, ...done.map(({ id }) => id));
    if (newest > Math.max(...this.#migrations.map(({ id }) => id))) {
      throw new Error('a newer version of this program has changed the ledger: run that version, or a newer one');
    }
    for (const migration of this.#migrations) {
      const isDone = done.some(({ id }) => id === migration.id);
      // A table whose file was lost is made again, in its present shape; those that are there stay as they are.
      for (const step of migration.steps) if (!isDone || 'create' in step) await this.#take(step, node);
      if (isDone) continue;
      const name = migration.name.replaceAll(/[^\w -]/g, '');
      await node.run(`INSERT INTO ${DATABASE}.migrations (id, name) VALUES (${migration.id}, '${name}')`);
    }
    if (this.#cluster?.ddl === 'on-cluster') await this.#countReplicas(node, this.#cluster.name);
  }

  /** Changes nothing. @throws AppError `ledger_unavailable` when the tables are not those of this program, or not there */
  async requireNewest(node: Node): Promise<void> {
    const [there] = await node.read<{ result: number }>(`EXISTS TABLE ${DATABASE}.migrations`);
    const done = there?.result ? await node.read<{ id: number }>(`SELECT DISTINCT id FROM ${DATABASE}.migrations`) : [];
    const ours = this.#migrations.map(({ id }) => id);
    if (done.length === ours.length && done.every(({ id }) => ours.includes(id))) return;
    throw unavailable(
      'The tables of the ledger are of another version of this program: start the portal once with this one, or use that one.',
    );
  }

  /** Takes the rows of a version out of every table; detached ones stay as files beside. */
  async takeVersion(node: Node, how: 'DROP' | 'DETACH', version: number): Promise<void> {
    if (!Number.isSafeInteger(version) || version < 0) throw new RangeError('not a version');
    for (const fact of facts) {
      await node.run(`ALTER TABLE ${this.#stored(fact)}${this.#onCluster} ${how} PARTITION ${version}`);
    }
  }

  /** Deletes builds of roll-ups; done in the background, and nothing waits for it: readers do not name them any more. */
  async dropBuilds(node: Node, builds: readonly number[]): Promise<void> {
    if (!builds.every((build) => Number.isSafeInteger(build) && build >= 0)) throw new RangeError('not a build');
    for (const name of builtTables) {
      await node.run(
        `ALTER TABLE ${this.#stored(name)}${this.#onCluster} DELETE WHERE build IN (${builds.join(', ')}) ` +
          'SETTINGS mutations_sync = 0',
      );
    }
  }

  async #take(step: Step, node: Node): Promise<void> {
    if ('create' in step) return this.#createTable(step.create, node);
    // The table that stores comes first: the one that is read must not promise what is not there yet.
    const read = this.#cluster && step.everywhere ? [`${DATABASE}.${step.alter}`] : [];
    for (const table of [this.#stored(step.alter), ...read]) {
      await node.run(`ALTER TABLE ${table}${this.#onCluster} ${step.action}`);
    }
  }

  async #createTable({ name, columns, indexes = [], shardBy, tail }: TableShape, node: Node): Promise<void> {
    const list = columns.map(([column, type]) => `${quoted(column)} ${type}`).join(', ');
    const stored = this.#stored(name);
    const inside = [list, ...indexes.map((index) => `INDEX ${index}`)].join(', ');
    await node.run(
      `CREATE TABLE IF NOT EXISTS ${stored}${this.#onCluster} (${inside}) ENGINE = ${this.#engine} ${tail}`,
    );
    if (!this.#cluster) return;
    await node.run(
      `CREATE TABLE IF NOT EXISTS ${DATABASE}.${name}${this.#onCluster} AS ${stored} ` +
        `ENGINE = Distributed('${this.#cluster.name}', '${DATABASE}', '${name}_local', ${shardBy})`,
    );
  }

  async #countReplicas(node: Node, name: string): Promise<void> {
    const [row] = await node.read<{ n: number }>(
      `SELECT max(replica_num) AS n FROM system.clusters WHERE cluster = '${name}'`,
    );
    this.#replicas = Number(row?.n) || 1;
  }

  /** Where the rows of a table are stored. */
  #stored(name: string): string {
    return `${DATABASE}.${name}${this.#cluster ? '_local' : ''}`;
  }

  get #engine(): string {
    return this.#cluster?.ddl === 'on-cluster' ? 'ReplicatedMergeTree' : 'MergeTree';
  }

  get #onCluster(): string {
    return this.#cluster?.ddl === 'on-cluster' ? ` ON CLUSTER '${this.#cluster.name}'` : '';
  }
}
