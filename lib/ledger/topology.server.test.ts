import { expect, test } from 'vitest';
import { addColumn, migrations } from './migrations';
import { type Cluster, type Node, Topology } from './topology.server';

const later = { id: migrations.length + 1, name: "it's later", steps: [addColumn('fee_lines', 'note', 'String')] };

/** A node that takes every statement. */
function recorder(done: readonly number[] = [], replicas = 1) {
  const sent: string[] = [];
  const node: Node = {
    run: async (sql) => void sent.push(sql),
    read: async <Row>(sql: string) =>
      (sql.includes('system.clusters') ? [{ n: replicas }] : done.map((id) => ({ id }))) as Row[],
  };
  return { node, sent };
}

async function statementsOf(cluster: Cluster | null, done: readonly number[] = []): Promise<string[]> {
  const { node, sent } = recorder(done);
  await new Topology(cluster, [...migrations, later]).migrate(node);
  return sent;
}

const shape = (sql: string) => sql.replace(/ \(`version`.*\) ENGINE/, ' (…) ENGINE').replace(/ PARTITION BY .*/, ' …');

test('one node has plain tables', async () => {
  const sent = await statementsOf(null);
  expect(sent.filter((sql) => /CLUSTER|Distributed|Replicated|_local/.test(sql))).toEqual([]);
  expect(sent.map(shape)).toContain('CREATE TABLE IF NOT EXISTS ledger.fee_lines (…) ENGINE = MergeTree …');
  expect(sent.at(-2)).toMatch(/^ALTER TABLE ledger\.fee_lines ADD COLUMN IF NOT EXISTS /);
  expect(sent.at(-1)).toBe(`INSERT INTO ledger.migrations (id, name) VALUES (${later.id}, 'its later')`);
});

test('on a cluster that passes statements on, each of them is passed on, and what stores is replicated', async () => {
  const sent = await statementsOf({ name: 'bills', ddl: 'on-cluster' });
  const changes = sent.filter((sql) => !sql.startsWith('INSERT'));
  expect(changes.filter((sql) => !sql.includes(" ON CLUSTER 'bills'"))).toEqual([]);
  expect(sent.map(shape)).toContain(
    "CREATE TABLE IF NOT EXISTS ledger.fee_lines_local ON CLUSTER 'bills' (…) ENGINE = ReplicatedMergeTree …",
  );
  // Rows of a page stay together, so that the key must be of the page and not of the row.
  expect(sent).toContain(
    "CREATE TABLE IF NOT EXISTS ledger.fee_lines ON CLUSTER 'bills' AS ledger.fee_lines_local ENGINE = " +
      "Distributed('bills', 'ledger', 'fee_lines_local', cityHash64(version, intDiv(position, 1000)))",
  );
  const [stored, read] = changes.slice(-2);
  expect(stored).toMatch(/^ALTER TABLE ledger\.fee_lines_local ON CLUSTER 'bills' ADD COLUMN IF NOT EXISTS /);
  expect(read).toMatch(/^ALTER TABLE ledger\.fee_lines ON CLUSTER 'bills' ADD COLUMN IF NOT EXISTS /);
});

test('on a cluster whose nodes are told one by one, nothing is passed on or replicated', async () => {
  const topology = new Topology({ name: 'bills', ddl: 'each-node' });
  expect(topology.eachNode).toBe(true);
  const sent = await statementsOf({ name: 'bills', ddl: 'each-node' });
  expect(sent.filter((sql) => /ON CLUSTER|Replicated/.test(sql))).toEqual([]);
  expect(sent.map(shape)).toContain('CREATE TABLE IF NOT EXISTS ledger.usage_lines_local (…) ENGINE = MergeTree …');
});

test('a version is dropped where it is stored', async () => {
  const drops = async (cluster: Cluster | null) => {
    const { node, sent } = recorder();
    await new Topology(cluster).takeVersion(node, 'DROP', 7);
    return sent;
  };
  expect(await drops(null)).toContain('ALTER TABLE ledger.usage_lines DROP PARTITION 7');
  expect(await drops({ name: 'bills', ddl: 'each-node' })).toContain(
    'ALTER TABLE ledger.usage_lines_local DROP PARTITION 7',
  );
  expect(await drops({ name: 'bills', ddl: 'on-cluster' })).toEqual(
    ['usage_lines', 'fee_lines', 'summary_rows'].map(
      (fact) => `ALTER TABLE ledger.${fact}_local ON CLUSTER 'bills' DROP PARTITION 7`,
    ),
  );
  await expect(new Topology(null).takeVersion(recorder().node, 'DROP', Number.NaN)).rejects.toThrow('not a version');
});

test('what was done is not done again', async () => {
  const all = [...migrations, later].map(({ id }) => id);
  const sent = await statementsOf({ name: 'bills', ddl: 'on-cluster' }, all);
  // Tables are made when they are missing, whatever was done; nothing that changes one is said twice.
  expect(sent.filter((sql) => !/^CREATE (DATABASE|TABLE) IF NOT EXISTS /.test(sql))).toEqual([]);
});

test('a question never leaves a shard out, and an insert waits for every copy', async () => {
  const topology = new Topology({ name: 'bills', ddl: 'on-cluster' });
  expect(topology.settings).toEqual({ skip_unavailable_shards: 0, distributed_product_mode: 'global' });
  expect(topology.insertSettings).toEqual({ distributed_foreground_insert: 1 });
  await topology.migrate(recorder([], 2).node);
  expect(topology.insertSettings).toEqual({ distributed_foreground_insert: 1, insert_quorum: '2' });
  expect([new Topology().settings, new Topology().insertSettings]).toEqual([{}, {}]);
});
