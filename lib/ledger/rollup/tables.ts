import { amountColumns } from '../facts';
import { factShape, type TableShape } from '../tables';

/**
 * Sums that the pages ask for most, made once of the lines of a version: by day, and by resource and month. A resource
 * has a line an hour: over ten million lines there were a tenth as many sums by day, and a hundredth by month.
 */
export type RollupName = 'day_sums' | 'month_sums';
export const rollups = ['day_sums', 'month_sums'] as const satisfies readonly RollupName[];

/** The rows of the summary, as they are: few, but a partition for each version would be as many to open. */
export const SUMMARY_COPY = 'summary_copy';

/** Every table whose rows belong to a build. */
export const builtTables = [...rollups, SUMMARY_COPY] as const;

/** Lists of which there are sums, by the fact that has the lines. */
export const listOf = { usage_lines: 'usage', fee_lines: 'fee' } as const;
export type RolledFact = keyof typeof listOf;
export const rolledFacts = ['usage_lines', 'fee_lines'] as const satisfies readonly RolledFact[];

const CODE = 'LowCardinality(String)';
const INTEGER = 'Nullable(Int32)';

/** What every sum belongs to. Columns have the names that they have in the lines of expenditures. */
const COMMON = {
  version: 'UInt32',
  account: CODE,
  cycle: CODE,
  currency: CODE,
  cloud_service_type: CODE,
  resource_type: CODE,
  region: CODE,
  enterprise_project_id: CODE,
  charge_mode: INTEGER,
  bill_type: INTEGER,
} as const;

/** What the sums of a roll-up are told apart by. */
export const ROLLUP_KEYS = {
  day_sums: { ...COMMON, bill_date: CODE },
  // Everything that lines are filtered, grouped or searched by, but for what is another in each of them.
  month_sums: {
    ...COMMON,
    resource_id: CODE,
    resource_name: CODE,
    resource_tag: CODE,
    order_id: CODE,
    product_spec_desc: CODE,
    sku_code: CODE,
  },
} as const satisfies Readonly<Record<RollupName, Readonly<Record<string, string>>>>;

/** What codes are called, one of the spellings of the group. */
export const ROLLUP_NAMES = {
  cloud_service_type_name: CODE,
  resource_type_name: CODE,
  region_name: CODE,
  enterprise_project_name: CODE,
} as const;

/** Amounts that both lists have; what a line costs is `payable` here. */
export const ROLLUP_AMOUNTS = ['payable', ...amountColumns('fee_lines').filter((name) => name !== 'amount')];

const AMOUNT = 'Decimal(38, 10)';

/**
 * One table for all versions, not a partition for each: a question over years reads one part. What is not needed any
 * more is deleted now and then (see {@link Topology.dropBuilds}); readers name the builds that count.
 */
export const builtShape = (name: (typeof builtTables)[number]): TableShape =>
  name === SUMMARY_COPY ? summaryCopyShape() : rollupShape(name);

const BUILD = ['build', 'UInt64'] as const;
const BY_BUILD = 'cityHash64(build)';
const SETTINGS = 'SETTINGS fsync_after_insert = 1, fsync_part_directory = 1';

const summaryCopyShape = (): TableShape => ({
  name: SUMMARY_COPY,
  columns: [BUILD, ...factShape('summary_rows').columns],
  shardBy: BY_BUILD,
  tail: `ORDER BY (build, position) ${SETTINGS}`,
});

function rollupShape(name: RollupName): TableShape {
  const columns = [
    BUILD,
    ['list', CODE] as const,
    ...Object.entries(ROLLUP_KEYS[name]),
    ...Object.entries(ROLLUP_NAMES),
    ...ROLLUP_AMOUNTS.map((amount) => [amount, AMOUNT] as const),
    // Lines, and those of them that are not the sum of what they were paid with.
    ['line_count', 'UInt64'] as const,
    ['off_count', 'UInt64'] as const,
  ];
  const order = ['list', 'build', 'cloud_service_type', name === 'day_sums' ? 'bill_date' : 'resource_id'];
  return {
    name,
    columns,
    shardBy: BY_BUILD,
    tail: `ORDER BY (${order.join(', ')}) ${SETTINGS}`,
  };
}
