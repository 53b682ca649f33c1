import { type ColumnKind, type FactName, type FactPlace, factColumns } from './facts';

export const DATABASE = 'ledger';
export const facts = Object.keys(factColumns) as FactName[];

const TYPES: Readonly<Record<ColumnKind, string>> = {
  code: 'LowCardinality(String)',
  text: 'String',
  amount: 'Decimal(38, 10)',
  quantity: 'Nullable(Decimal(38, 10))',
  integer: 'Nullable(Int32)',
};

/** Columns that place a row, before those of its record. */
const PLACE = {
  version: 'UInt32',
  account: 'LowCardinality(String)',
  cycle: 'LowCardinality(String)',
  currency: 'LowCardinality(String)',
  position: 'UInt32',
} as const satisfies Readonly<Record<keyof FactPlace, string>>;
export const PLACE_COLUMNS = Object.keys(PLACE) as (keyof FactPlace)[];

/** Rows of one resource stand together: they compress well, and a filter by service or resource skips most of them. */
const SORT_KEYS: Readonly<Record<FactName, readonly string[]>> = {
  usage_lines: ['cloud_service_type', 'res_instance_id', 'bill_date', 'position'],
  fee_lines: ['cloud_service_type', 'resource_id', 'bill_date', 'position'],
  summary_rows: ['position'],
};

/** Every line has another transaction ID: this tells of most texts that none of thousands of lines has it. */
export const TRADES_INDEX = 'trades trade_id TYPE bloom_filter(0.001) GRANULARITY 1';

/**
 * Of a part that is one file: uncompressed, some 300,000 lines. A part with a file for each column costs whoever reads
 * whole lines of it the opening of over a hundred files, and the lines of a page stand in the parts of many months.
 */
export const ONE_FILE = `min_bytes_for_wide_part = ${2 ** 27}`;

export interface TableShape {
  name: string;
  /** Name and type of each column, in order. */
  columns: readonly (readonly [name: string, type: string])[];
  /** Name, column and type of each index besides the sort key. */
  indexes?: readonly string[];
  /** On a cluster, what stays on one node. */
  shardBy: string;
  /** PARTITION BY, ORDER BY and settings. */
  tail: string;
}

/** Names of the columns of a fact in the order in which rows are inserted. */
export const columnNames = (fact: FactName): string[] => [...PLACE_COLUMNS, ...Object.keys(factColumns[fact])];

/** Parameters: `from` and `to`, versions. */
export function copyVersionSql(fact: FactName): string {
  const columns = columnNames(fact);
  const values = columns.map((name) => (name === 'version' ? '{to:UInt32}' : quoted(name)));
  return (
    `INSERT INTO ${DATABASE}.${fact} (${columns.map(quoted).join(', ')}) ` +
    `SELECT ${values.join(', ')} FROM ${DATABASE}.${fact} WHERE version = {from:UInt32}`
  );
}

export function factShape(fact: FactName): TableShape {
  const own = Object.entries(factColumns[fact]).map(([name, kind]) => [name, TYPES[kind]] as const);
  return {
    name: fact,
    columns: [...Object.entries(PLACE), ...own],
    indexes: fact === 'summary_rows' ? [] : [TRADES_INDEX],
    // A page of a load stays on one node, so that it is there whole or not at all.
    shardBy: 'cityHash64(version, intDiv(position, 1000))',
    tail:
      `PARTITION BY version ORDER BY (${SORT_KEYS[fact].map(quoted).join(', ')}) ` +
      // What was acknowledged is on the disk, whatever happens to the machine.
      `SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, ${ONE_FILE}`,
  };
}

export const quoted = (name: string): string => `\`${name}\``;
