import { type Codes, codesCondition, isOneNumberOf, isOneOf } from './codes';
import { tagCondition } from './tags';
import type { Parameters } from '../statement';
import { type LineColumns, lineOffBySql, rolledColumns } from '../line-fact';

/** What a line must be like; null leaves it open. Codes are compared as they stand: the empty one is that of none. */
export interface LineConditions {
  service: Codes | null;
  resourceType: Codes | null;
  region: Codes | null;
  /** Enterprise projects; `null` as text is the project of what is not allocated (contract 5.3). */
  project: Codes | null;
  /** Digits of `charge_mode`. */
  mode: Codes | null;
  /** Digits of `bill_type`. */
  type: Codes | null;
  resource: Codes | null;
  /** Order or transaction ID. */
  order: string | null;
  /** SKU codes or specifications. */
  sku: Codes | null;
  /** `key`, `key=value`, or `key=` for what has no value of it. */
  tag: Codes | null;
  /** Bill dates, both included. */
  fromDay: string | null;
  toDay: string | null;
  /** Lines that come to nothing: all, none, or only they. */
  zero: 'include' | 'hide' | 'only';
  /** `only`: lines that are not the sum of what they were paid with. */
  offBy: 'only' | null;
  /** Part of a name, ID, tag, order or specification in any letter case, or a whole transaction ID. */
  q: string | null;
  /** Known: `q` and `order` are no transaction ID of any of the lines, so that nothing needs to look for one. */
  tradeless: boolean;
}

/** Every line; nothing asks for a transaction. */
export const NO_CONDITIONS: LineConditions = {
  ...{ service: null, resourceType: null, region: null, project: null, mode: null, type: null, resource: null },
  ...{ fromDay: null, toDay: null },
  ...{ order: null, sku: null, tag: null, zero: 'include', offBy: null, q: null, tradeless: true },
};

/** Where conditions are looked at: in the lines of a fact, or in their sums (see rollup/source.ts). */
export interface LinesSource {
  columns: LineColumns;
  rolled: boolean;
}

/**
 * Columns besides amounts that the conditions read; null for what only a line has: its own amount, and the ID of its
 * transaction.
 */
export function columnsOf(conditions: LineConditions): string[] | null {
  const { order, q, zero, offBy, tradeless } = conditions;
  if (zero !== 'include' || offBy !== null || ((order !== null || q !== null) && !tradeless)) return null;
  const columns = rolledColumns;
  const needed: Readonly<Partial<Record<keyof LineConditions, readonly string[]>>> = {
    service: ['cloud_service_type'],
    resourceType: [columns.resourceType],
    region: ['region'],
    project: ['enterprise_project_id'],
    mode: ['charge_mode'],
    type: ['bill_type'],
    resource: [columns.resourceId],
    order: [columns.orderId],
    sku: ['sku_code', 'product_spec_desc'],
    tag: ['resource_tag'],
    fromDay: ['bill_date'],
    toDay: ['bill_date'],
    q: ['resource_name', columns.resourceId, 'resource_tag', columns.orderId, 'product_spec_desc'],
  };
  return Object.entries(needed).flatMap(([name, list]) =>
    conditions[name as keyof LineConditions] === null ? [] : list,
  );
}

/** What a row must be like, one condition each. */
export function* lineConditions(
  { columns, rolled }: LinesSource,
  wanted: LineConditions,
  parameters: Parameters,
): Generator<string> {
  const { payable, resourceId, resourceType, orderId } = columns;
  const text = (value: string) => parameters.bind(value, 'String');
  yield* codesCondition(wanted.service, (values) => isOneOf('cloud_service_type', values, parameters));
  yield* codesCondition(wanted.resourceType, (values) => isOneOf(resourceType, values, parameters));
  yield* codesCondition(wanted.region, (values) => isOneOf('region', values, parameters));
  yield* codesCondition(wanted.project, (values) => projectCondition(values, parameters));
  yield* codesCondition(wanted.mode, (values) => isOneNumberOf('charge_mode', values, parameters));
  yield* codesCondition(wanted.type, (values) => isOneNumberOf('bill_type', values, parameters));
  yield* codesCondition(wanted.resource, (values) => isOneOf(resourceId, values, parameters));
  if (wanted.fromDay !== null) yield `bill_date >= ${text(wanted.fromDay)}`;
  if (wanted.toDay !== null) yield `bill_date <= ${text(wanted.toDay)}`;
  if (wanted.order !== null) {
    const order = text(wanted.order);
    yield wanted.tradeless ? `${orderId} = ${order}` : `(${orderId} = ${order} OR trade_id = ${order})`;
  }
  yield* codesCondition(wanted.sku, (values) => skuCondition(values, parameters));
  yield* codesCondition(wanted.tag, (values) => values.map((tag) => tagCondition(tag, parameters)).join(' OR '));
  if (wanted.q !== null) yield searchCondition(columns, { q: wanted.q, tradeless: wanted.tradeless }, parameters);
  if (rolled) return;
  if (wanted.zero !== 'include') yield `${payable} ${wanted.zero === 'hide' ? '!=' : '='} 0`;
  if (wanted.offBy === 'only') yield `${lineOffBySql(columns)} != 0`;
}

const NOT_ALLOCATED = ['', 'null', '-1'];

/** Lines of enterprise projects; what is not allocated is written in three ways (contract 2.e and 5.3). */
export function projectCondition(projects: readonly string[], parameters: Parameters): string {
  const written = projects.flatMap((project) => (NOT_ALLOCATED.includes(project) ? NOT_ALLOCATED : [project]));
  return isOneOf('enterprise_project_id', [...new Set(written)], parameters);
}

/** A specification says what a line is as well as its code does; without a code means without that only. */
export function skuCondition(values: readonly string[], parameters: Parameters): string {
  const named = values.filter((value) => value !== '');
  const specification = named.length > 0 ? [isOneOf('product_spec_desc', named, parameters)] : [];
  return [isOneOf('sku_code', values, parameters), ...specification].join(' OR ');
}

function searchCondition(
  { resourceId, orderId }: LineColumns,
  { q, tradeless }: Pick<LineConditions, 'tradeless'> & { q: string },
  parameters: Parameters,
): string {
  const needle = parameters.bind(q, 'String');
  // Columns of codes are searched in their dictionaries: each different value once. Without its first part, the family,
  // which is a word of the language of the load: a link must find the same lines for everybody.
  const specification = "substring(product_spec_desc, position(product_spec_desc, '|') + 1)";
  const within = ['resource_name', resourceId, 'resource_tag', orderId, specification];
  const found = within.map((column) => `positionCaseInsensitiveUTF8(${column}, ${needle}) > 0`);
  return `(${[...found, ...(tradeless ? [] : [`trade_id = ${needle}`])].join(' OR ')})`;
}
