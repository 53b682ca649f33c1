import type { Parameters } from '../statement';
import { type LineColumns, lineOffBySql, rolledColumns } from '../line-fact';

/** What a line must be like; null leaves it open. Codes are compared as they stand: the empty one is that of none. */
export interface LineConditions {
  service: string | null;
  resourceType: string | null;
  region: string | null;
  /** Enterprise project; `null` as text is the project of what is not allocated (contract 5.3). */
  project: string | null;
  /** Digits of `charge_mode`. */
  mode: string | null;
  /** Digits of `bill_type`. */
  type: string | null;
  resource: string | null;
  /** Order or transaction ID. */
  order: string | null;
  /** SKU code or specification. */
  sku: string | null;
  /** `key`, or `key=value`. */
  tag: string | null;
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
  const code = (value: string) => parameters.bind(Number(value), 'Int32');
  if (wanted.service !== null) yield `cloud_service_type = ${text(wanted.service)}`;
  if (wanted.resourceType !== null) yield `${resourceType} = ${text(wanted.resourceType)}`;
  if (wanted.region !== null) yield `region = ${text(wanted.region)}`;
  if (wanted.project !== null) yield projectCondition(wanted.project, parameters);
  if (wanted.mode !== null) yield `charge_mode = ${code(wanted.mode)}`;
  if (wanted.type !== null) yield `bill_type = ${code(wanted.type)}`;
  if (wanted.resource !== null) yield `${resourceId} = ${text(wanted.resource)}`;
  if (wanted.fromDay !== null) yield `bill_date >= ${text(wanted.fromDay)}`;
  if (wanted.toDay !== null) yield `bill_date <= ${text(wanted.toDay)}`;
  if (wanted.order !== null) {
    const order = text(wanted.order);
    yield wanted.tradeless ? `${orderId} = ${order}` : `(${orderId} = ${order} OR trade_id = ${order})`;
  }
  if (wanted.sku === '') yield "sku_code = ''";
  else if (wanted.sku !== null) yield `(sku_code = ${text(wanted.sku)} OR product_spec_desc = ${text(wanted.sku)})`;
  if (wanted.tag !== null) yield tagCondition(wanted.tag, parameters);
  if (wanted.q !== null) yield searchCondition(columns, { q: wanted.q, tradeless: wanted.tradeless }, parameters);
  if (rolled) return;
  if (wanted.zero !== 'include') yield `${payable} ${wanted.zero === 'hide' ? '!=' : '='} 0`;
  if (wanted.offBy === 'only') yield `${lineOffBySql(columns)} != 0`;
}

/** Lines of an enterprise project; what is not allocated is written in three ways (contract 2.e and 5.3). */
export const projectCondition = (project: string, parameters: Parameters): string =>
  project === 'null' || project === '-1'
    ? "enterprise_project_id IN ('', 'null', '-1')"
    : `enterprise_project_id = ${parameters.bind(project, 'String')}`;

/** Tags of a line, one text each: `env=prod;team=core`, or with commas. */
export const TAGS_SQL =
  "arrayMap(tag -> trimBoth(tag), splitByChar(';', replaceAll(toString(resource_tag), ',', ';')))";

function tagCondition(tag: string, parameters: Parameters): string {
  const value = parameters.bind(tag, 'String');
  // The first half runs on the dictionary and leaves few rows to the second.
  const has = tag.includes('=')
    ? `has(${TAGS_SQL}, ${value})`
    : `arrayExists(tag -> tag = ${value} OR startsWith(tag, concat(${value}, '=')), ${TAGS_SQL})`;
  return `position(resource_tag, ${value}) > 0 AND ${has}`;
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
