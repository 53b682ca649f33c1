import { lineFacts, lineOffBySql } from '../line-fact';
import { DATABASE, quoted } from '../tables';
import {
  builtShape,
  listOf,
  ROLLUP_AMOUNTS,
  ROLLUP_KEYS,
  ROLLUP_NAMES,
  type RolledFact,
  type RollupName,
  rolledFacts,
  rollups,
  SUMMARY_COPY,
} from './tables';

/** What adds a version up, one after the other. Parameters: `build`, `version`. */
export const rollUpStatements = (): string[] => [
  ...rollups.flatMap((name) => rolledFacts.map((fact) => rollUpSql(name, fact))),
  `INSERT INTO ${DATABASE}.${SUMMARY_COPY} SELECT {build:UInt64} AS build, * ` +
    `FROM ${DATABASE}.summary_rows WHERE version = {version:UInt32}`,
];

function rollUpSql(name: RollupName, fact: RolledFact): string {
  const { payable, resourceType, resourceId, orderId } = lineFacts[fact];
  const own: Readonly<Record<string, string>> = {
    ...{ resource_type: resourceType, resource_id: resourceId, order_id: orderId, payable },
  };
  const keys = Object.keys(ROLLUP_KEYS[name]);
  // Two steps, so that no name means both a column and a sum of it.
  const inner = [
    ...keys.map((key) => `${own[key] ?? key} AS _${key}`),
    ...Object.keys(ROLLUP_NAMES).map((label) => `max(${label}) AS _${label}`),
    ...ROLLUP_AMOUNTS.map((amount) => `sum(${own[amount] ?? amount}) AS _${amount}`),
    'count() AS _line_count',
    `countIf(${lineOffBySql(lineFacts[fact])} != 0) AS _off_count`,
  ];
  const columns = builtShape(name).columns.map(([column]) => column);
  const outer = columns.map((column) =>
    column === 'build' ? '{build:UInt64}' : column === 'list' ? `'${listOf[fact]}'` : `_${column}`,
  );
  return (
    `INSERT INTO ${DATABASE}.${name} (${columns.map(quoted).join(', ')}) SELECT ${outer.join(', ')} FROM (` +
    `SELECT ${inner.join(', ')} FROM ${DATABASE}.${fact} WHERE version = {version:UInt32} ` +
    `GROUP BY ${keys.map((key) => `_${key}`).join(', ')})`
  );
}
