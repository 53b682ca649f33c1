import { type LineColumns, lineFacts, rolledColumns } from '../line-fact';
import type { Parameters } from '../statement';
import { listOf, ROLLUP_KEYS, type RolledFact, type RollupName, SUMMARY_COPY } from './tables';
import { type RolledVersions, rollupsOf } from './versions';

/** Where a question about many lines is answered from: the lines, or sums of them. */
export interface Source {
  table: string;
  /** Condition that leaves the asked versions of one list. */
  versions: string;
  /** Whether rows are sums: they count as `line_count` lines. */
  rolled: boolean;
  columns: LineColumns;
}

export interface Asked extends RolledVersions {
  fact: RolledFact;
}

/**
 * The smallest table that has everything a question needs.
 * @param columns columns besides amounts that it reads; null when only lines have them
 */
export function sourceOf(
  { fact, versions, rollups }: Asked,
  { columns, parameters }: { columns: readonly string[] | null; parameters: Parameters },
): Source {
  const builds = columns && rollupsOf(versions, rollups);
  const name = builds && SMALLEST_FIRST.find((rollup) => columns.every((column) => column in ROLLUP_KEYS[rollup]));
  if (!name || !builds) {
    const versionsAre = `version IN ${parameters.bind(versions, 'Array(UInt32)')}`;
    return { table: `ledger.${fact}`, versions: versionsAre, rolled: false, columns: lineFacts[fact] };
  }
  const buildsAre = `list = '${listOf[fact]}' AND build IN ${parameters.bind(builds, 'Array(UInt64)')}`;
  return { table: `ledger.${name}`, versions: buildsAre, rolled: true, columns: rolledColumns };
}

const SMALLEST_FIRST: readonly RollupName[] = ['month_sums', 'day_sums'];

/** Where the rows of summaries are read from, and the condition that leaves those of the asked versions. */
export function summaryFrom(
  { versions, rollups }: RolledVersions,
  parameters: Parameters,
): Pick<Source, 'table' | 'versions'> {
  const builds = rollupsOf(versions, rollups);
  return builds
    ? { table: `ledger.${SUMMARY_COPY}`, versions: `build IN ${parameters.bind(builds, 'Array(UInt64)')}` }
    : { table: 'ledger.summary_rows', versions: `version IN ${parameters.bind(versions, 'Array(UInt32)')}` };
}
