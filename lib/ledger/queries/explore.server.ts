import 'server-only';

import type { Query } from '../ledger';
import { type Source, sourceOf } from '../rollup/source';
import type { VersionRollups } from '../rollup/versions';
import { Parameters } from '../statement';
import { skuCondition } from './line-conditions';
import {
  asText,
  columnOf,
  countOf,
  type FeeDimension,
  type FeeMeasure,
  feeColumn,
  groupedBy,
  isOneOf,
  sumOf,
  TAG_KEYS,
} from './explore-columns';

export type { FeeDimension, FeeMeasure };

export interface FeeCondition {
  dimension: FeeDimension;
  exclude: boolean;
  /** Codes; the empty text is what has none. */
  values: readonly string[];
}

/** Which lines a question is about. */
export interface FeeScope {
  /** Published ones, pinned once for the whole request. */
  versions: readonly number[];
  rollups: VersionRollups;
  /** Bill dates (GMT+8), both included; null for whole cycles. */
  days: { from: string; to: string } | null;
  conditions: readonly FeeCondition[];
  tagKey: string | null;
}

export interface FeeGrouping {
  measure: FeeMeasure;
  by: readonly FeeDimension[];
  step: 'month' | 'day' | 'none';
}

/** `d0`, `d1`, … are the codes of the dimensions, in order; a code of the contract may be a number or null. */
export interface FeeGroup {
  currency: string;
  /** measure_id, for usage. */
  unit: number | null;
  step?: string;
  value: string;
  lines: string;
  /** Groups of the same currency and unit, where only the largest are read. */
  groups?: string;
  /** Of the span before, where both were read at once. */
  before?: string;
  [dimension: `d${number}`]: string | number | null;
  /** What the code is called, where that was asked for. */
  [label: `l${number}`]: string;
}

const SEPARATOR = '\u001f';
export const joinedKey = (key: readonly string[]): string => key.join(SEPARATOR);

/** Sums of every group, or of the given ones only. */
export function groupsQuery(scope: FeeScope, grouping: FeeGrouping, only?: readonly (readonly string[])[]): Query {
  const parameters = new Parameters();
  return parameters.query(groupedSql(scope, grouping, { parameters, only }));
}

interface Wanted {
  only: readonly (readonly string[])[];
  labelled: readonly FeeDimension[];
}

/** The statement of {@link groupsQuery}, to be put into another one. */
export function groupedSql(
  scope: FeeScope,
  { measure, by, step }: FeeGrouping,
  { parameters, only, labelled = [] }: { parameters: Parameters } & Partial<Wanted>,
): string {
  const columns = by.map((dimension) => groupedBy(dimension, scope.tagKey, parameters));
  const time = step === 'none' ? [] : [`${step === 'month' ? 'cycle' : 'bill_date'} AS step`];
  const source = sourceFor(scope, { by, step, measure }, parameters);
  const unit = measure === 'usage' ? 'usage_measure_id' : 'NULL';
  const keys = ['currency', ...(measure === 'usage' ? ['unit'] : []), ...(step === 'none' ? [] : ['step'])];
  const named = columns.map((column, index) => `${column} AS d${index}`);
  const labels = by.flatMap((dimension, index) =>
    dimension !== 'tag' && labelled.includes(dimension) ? [`${labelOf(dimension)} AS l${index}`] : [],
  );
  return (
    `SELECT ${['currency', `${unit} AS unit`, ...time, ...named, ...labels].join(', ')}, ` +
    `${sumOf(measure, source)} AS value, toString(${countOf(source)}) AS lines FROM ${source.table} ` +
    `WHERE ${where(scope, { source, keys: only ? { by, only } : undefined }, parameters)} ` +
    `GROUP BY ${[...keys, ...columns.map((_, index) => `d${index}`)].join(', ')}`
  );
}

/** Usage is not added up beforehand: it comes in units of its own. */
function sourceFor(
  scope: FeeScope,
  { by, step, measure }: Pick<FeeGrouping, 'by' | 'step'> & { measure?: FeeMeasure },
  parameters: Parameters,
): Source {
  const dimensions = [...by, ...scope.conditions.map(({ dimension }) => dimension)];
  const specified = scope.conditions.some(({ dimension }) => dimension === 'sku') ? ['product_spec_desc'] : [];
  const columns = [...dimensions.map(columnOf), ...specified, ...(scope.days || step === 'day' ? ['bill_date'] : [])];
  return sourceOf({ ...scope, fact: 'fee_lines' }, { columns: measure === 'usage' ? null : columns, parameters });
}

interface Keys {
  by: readonly FeeDimension[];
  only: readonly (readonly string[])[];
}

function where(
  { days, conditions, tagKey }: FeeScope,
  { source, keys }: { source: Source; keys?: Keys },
  parameters: Parameters,
): string {
  const parts = [source.versions];
  if (days) {
    parts.push(`bill_date >= ${parameters.bind(days.from, 'String')}`);
    parts.push(`bill_date <= ${parameters.bind(days.to, 'String')}`);
  }
  for (const { dimension, exclude, values } of conditions) {
    // As in the lists of lines, so that a view leads to its lines.
    const condition =
      dimension === 'sku' ? skuCondition(values, parameters) : isOneOf(dimension, { values, tagKey }, parameters);
    parts.push(exclude ? `NOT (${condition})` : `(${condition})`);
  }
  if (keys) parts.push(...isAmong(keys, tagKey, parameters));
  return parts.join(' AND ');
}

/** One dimension at a time first, which skips most of the table, then the whole key. */
function isAmong({ by, only }: Keys, tagKey: string | null, parameters: Parameters): string[] {
  const each = by.map((dimension, index) => {
    const values = [...new Set(only.map((key) => key[index] ?? ''))];
    return isOneOf(dimension, { values, tagKey }, parameters);
  });
  if (by.length < 2) return each;
  const texts = by.map((dimension) => asText(dimension, tagKey, parameters));
  const separator = parameters.bind(SEPARATOR, 'String');
  const joined = texts.join(`, ${separator}, `);
  return [...each, `concat(${joined}) IN ${parameters.bind(only.map(joinedKey), 'Array(String)')}`];
}

export interface FeeChoice {
  code: string | number | null;
  label: string;
}

/** What a dimension can be, most lines first. `text` is looked for in code and name; `codes` match whatever it is. */
export function choicesQuery(
  scope: FeeScope,
  {
    of,
    text,
    codes,
    most,
  }: { of: FeeDimension | 'tagKey'; text: string | null; codes: readonly string[]; most: number },
): Query {
  const parameters = new Parameters();
  const source = sourceFor(scope, { by: [of === 'tagKey' ? 'tag' : of], step: 'none' }, parameters);
  const column = of === 'tagKey' ? TAG_KEYS : groupedBy(of, scope.tagKey, parameters);
  const label = of === 'tagKey' || of === 'tag' ? undefined : feeColumn(of).label;
  const inner =
    `SELECT ${column} AS code, ${label ? `max(${label})` : "''"} AS label, ${countOf(source)} AS n FROM ${source.table} ` +
    `WHERE ${where(scope, { source }, parameters)} GROUP BY code`;
  const found = text === null ? '' : `WHERE ${matches(text, codes, parameters)} `;
  return parameters.query(
    `SELECT code, label FROM (${inner}) ${found}ORDER BY n DESC, code LIMIT ${parameters.bind(most, 'UInt32')}`,
  );
}

function matches(text: string, codes: readonly string[], parameters: Parameters): string {
  const wanted = parameters.bind(text, 'String');
  const inText = (column: string) => `positionCaseInsensitiveUTF8(${column}, ${wanted}) > 0`;
  const code = `ifNull(toString(code), '')`;
  return `${inText(code)} OR ${inText('label')} OR ${code} IN ${parameters.bind(codes, 'Array(String)')}`;
}

/** A name that changed is the greatest of its spellings. */
const labelOf = (dimension: Exclude<FeeDimension, 'tag'>): string => {
  const { name, label = name } = feeColumn(dimension);
  return `max(${label})`;
};

/** What codes are called in the lines themselves. */
export function labelsQuery(scope: FeeScope, dimension: Exclude<FeeDimension, 'tag'>, codes: readonly string[]): Query {
  const parameters = new Parameters();
  const { name } = feeColumn(dimension);
  const whole = { ...scope, days: null, conditions: [] };
  const source = sourceFor(whole, { by: [dimension], step: 'none' }, parameters);
  return parameters.query(
    `SELECT ${name} AS code, ${labelOf(dimension)} AS label FROM ${source.table} ` +
      `WHERE ${where(whole, { source }, parameters)} ` +
      `AND ${isOneOf(dimension, { values: codes, tagKey: null }, parameters)} GROUP BY code`,
  );
}
