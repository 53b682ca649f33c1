import 'server-only';

import { type FactName } from './facts';
import { DATABASE, facts, quoted, type TableShape, tableShape } from './tables';

type Run = (sql: string) => Promise<void>;

export interface Cluster {
  /** Name of the cluster in the servers' configuration. */
  name: string;
  /** `on-cluster` lets the servers pass statements on; `each-node` sends them to every URL. */
  ddl: 'on-cluster' | 'each-node';
}

/** The only module that knows whether there is one node or many. Readers and writers name `ledger.<fact>` in both. */
export class Topology {
  constructor(private readonly cluster: Cluster | null = null) {}

  get eachNode(): boolean {
    return this.cluster?.ddl === 'each-node';
  }

  /** For every question: a sum that lacks a shard must be an error. */
  get settings() {
    return this.cluster ? ({ skip_unavailable_shards: 0, distributed_product_mode: 'global' } as const) : {};
  }

  get insertSettings() {
    return this.cluster ? ({ distributed_foreground_insert: 1 } as const) : {};
  }

  /** Creates what is missing. Idempotent. */
  async migrate(run: Run): Promise<void> {
    await run(`CREATE DATABASE IF NOT EXISTS ${DATABASE}${this.#onCluster}`);
    for (const fact of facts) await this.#createTable(run, tableShape(fact));
  }

  async dropVersion(run: Run, version: number): Promise<void> {
    if (!Number.isSafeInteger(version) || version < 0) throw new RangeError('not a version');
    for (const fact of facts) {
      await run(`ALTER TABLE ${DATABASE}.${this.#stored(fact)}${this.#onCluster} DROP PARTITION ${version}`);
    }
  }

  async #createTable(run: Run, { fact, columns, tail }: TableShape): Promise<void> {
    const list = columns.map(([name, type]) => `${quoted(name)} ${type}`).join(', ');
    const engine = this.cluster?.ddl === 'on-cluster' ? 'ReplicatedMergeTree' : 'MergeTree';
    const stored = `${DATABASE}.${this.#stored(fact)}`;
    await run(`CREATE TABLE IF NOT EXISTS ${stored}${this.#onCluster} (${list}) ENGINE = ${engine} ${tail}`);
    if (!this.cluster) return;
    // A page of a load stays on one node, so that it is there whole or not at all.
    const key = 'cityHash64(version, intDiv(position, 1000))';
    await run(
      `CREATE TABLE IF NOT EXISTS ${DATABASE}.${fact}${this.#onCluster} AS ${stored} ` +
        `ENGINE = Distributed('${this.cluster.name}', '${DATABASE}', '${this.#stored(fact)}', ${key})`,
    );
  }

  #stored(fact: FactName): string {
    return this.cluster ? `${fact}_local` : fact;
  }

  get #onCluster(): string {
    return this.cluster?.ddl === 'on-cluster' ? ` ON CLUSTER '${this.cluster.name}'` : '';
  }
}
