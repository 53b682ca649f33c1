import 'server-only';

import { randomInt } from 'node:crypto';
import type { Ledger } from '../ledger';
import { builtTables, rollups, SUMMARY_COPY } from './tables';

/** Builds in one millisecond. */
const AT_ONCE = 1024;

/** A number that no build has had: when it was begun, and chance. */
export const newBuild = (now: number = Date.now()): number => now * AT_ONCE + randomInt(AT_ONCE);

/** When a build was begun, ms. */
export const begunAt = (build: number): number => Math.floor(build / AT_ONCE);

/** Lines that a build has added up. */
export interface BuildRows {
  usage: number;
  fee: number;
  summary: number;
}

/**
 * Adds a version up by day and by month, under a number of its own.
 * @returns the number once the engine was found to have added up exactly so many lines; null when there are others
 * @throws AppError `ledger_unavailable`
 */
export async function rollUp(
  ledger: Ledger,
  { version, rows }: { version: number; rows: BuildRows },
): Promise<number | null> {
  const build = newBuild();
  await ledger.rollUp(version, build);
  return isComplete(await countBuilds(ledger, [build]), build, rows) ? build : null;
}

/** Lines by `table build list`. */
export type CountedBuilds = ReadonlyMap<string, number>;

export async function countBuilds(ledger: Ledger, builds: readonly number[]): Promise<CountedBuilds> {
  if (builds.length === 0) return new Map();
  const counts = rollups.map(
    (name) =>
      `SELECT '${name}' AS name, toString(build) AS build, list, sum(line_count) AS lines FROM ledger.${name} ` +
      'WHERE build IN {builds:Array(UInt64)} GROUP BY build, list',
  );
  const copied =
    `SELECT '${SUMMARY_COPY}' AS name, toString(build) AS build, 'summary' AS list, count() AS lines ` +
    `FROM ledger.${SUMMARY_COPY} WHERE build IN {builds:Array(UInt64)} GROUP BY build`;
  const rows = await ledger.read<{ name: string; build: string; list: string; lines: string }>({
    sql: [...counts, copied].join(' UNION ALL '),
    params: { builds },
  });
  return new Map(rows.map(({ name, build, list, lines }) => [`${name} ${build} ${list}`, Number(lines)]));
}

export const isComplete = (found: CountedBuilds, build: number, rows: BuildRows): boolean =>
  rollups.every((name) =>
    (['usage', 'fee'] as const).every((list) => (found.get(`${name} ${build} ${list}`) ?? 0) === rows[list]),
  ) && (found.get(`${SUMMARY_COPY} ${build} summary`) ?? 0) === rows.summary;

/** Every build that the ledger holds. */
export async function listBuilds(ledger: Ledger): Promise<number[]> {
  const rows = await ledger.read<{ build: string }>({
    sql: builtTables
      .map((name) => `SELECT DISTINCT toString(build) AS build FROM ledger.${name}`)
      .join(' UNION DISTINCT '),
  });
  return rows.map(({ build }) => Number(build));
}
