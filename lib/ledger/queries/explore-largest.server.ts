import 'server-only';

import type { Query } from '../ledger';
import { Parameters } from '../statement';
import type { FeeDimension, FeeMeasure } from './explore-columns';
import { type FeeGrouping, type FeeScope, groupedSql } from './explore.server';

interface Asked {
  /** Rows of each currency and unit. */
  most: number;
  /** Dimensions whose codes are called something in these lines: another question would cost as much again. */
  labelled: readonly FeeDimension[];
}

/** Sums of the largest groups of each currency (and unit), each with the number of groups there are. */
export function largestQuery(
  scope: FeeScope,
  { measure, by }: Omit<FeeGrouping, 'step'>,
  { most, labelled }: Asked,
): Query {
  const parameters = new Parameters();
  const inner = groupedSql(scope, { measure, by, step: 'none' }, { parameters, labelled });
  return parameters.query(firstOf(inner, { by, most, order: [`${sizeOf(measure, 'value')} DESC`] }, parameters));
}

/**
 * The same of two spans: a group counts once, whichever of them has it, and has `before` beside `value`. The largest now
 * come first, those that are only in the past behind all others.
 */
export function largestOfBothQuery(
  { now, before }: { now: FeeScope; before: FeeScope },
  { measure, by }: Omit<FeeGrouping, 'step'>,
  { most }: Pick<Asked, 'most'>,
): Query {
  const parameters = new Parameters();
  const part = (scope: FeeScope, isNow: boolean) =>
    `SELECT *, ${isNow} AS is_now FROM (${groupedSql(scope, { measure, by, step: 'none' }, { parameters })})`;
  const keys = ['currency', 'unit', ...by.map((_, index) => `d${index}`)];
  const value = measure === 'lines' ? 'toInt64(part.value)' : 'part.value';
  const written = (sum: string) => (measure === 'lines' ? `toString(${sum})` : sum);
  const inner =
    `SELECT ${keys.join(', ')}, ${written(`sumIf(${value}, is_now)`)} AS value, ` +
    `${written(`sumIf(${value}, NOT is_now)`)} AS before, toString(sumIf(toUInt64(part.lines), is_now)) AS lines ` +
    `FROM (${part(now, true)} UNION ALL ${part(before, false)}) AS part GROUP BY ${keys.join(', ')}`;
  const order = [`${sizeOf(measure, 'value')} DESC`, "lines = '0'", `${sizeOf(measure, 'before')} DESC`];
  return parameters.query(firstOf(inner, { by, most, order }, parameters));
}

const sizeOf = (measure: FeeMeasure, column: string): string =>
  measure === 'lines' ? `toInt64(${column})` : `abs(${column})`;

function firstOf(
  inner: string,
  { by, most, order }: { by: readonly FeeDimension[]; most: number; order: readonly string[] },
  parameters: Parameters,
): string {
  const keys = by.map((_, index) => `d${index}`);
  return (
    `SELECT *, toString(count() OVER (PARTITION BY currency, unit)) AS groups FROM (${inner}) ` +
    `ORDER BY ${[...order, ...keys].join(', ')} LIMIT ${parameters.bind(most, 'UInt32')} BY currency, unit`
  );
}
