import 'server-only';

import type { FeeRecord } from '@/lib/bss/operations/list-fee-records';
import type { UsageRecord } from '@/lib/bss/operations/query-usage-records';
import type { FactPlace } from '../facts';
import type { Ledger, Query } from '../ledger';
import { Parameters } from '../statement';
import { columnNames, quoted } from '../tables';
import { type LinesWanted, lineWhere } from './line-where';
import type { LineFactName } from '../line-fact';
import { type AccountNames, lineOrder, type LinePlace, type LineSort } from './line-order';

/** A record as it is kept, with its place and its sort value. Lists are text (see facts.ts). */
export type StoredLine<F extends LineFactName> = FactPlace & { sort_value: string } & (F extends 'usage_lines'
    ? Omit<UsageRecord, 'az_code_infos'> & { az_code_infos: string }
    : FeeRecord);

export interface LineQuestion extends LinesWanted {
  sort: LineSort;
  names: AccountNames;
}

export interface LinePageRequest {
  /** The page begins after, or ends before, this line; null is the first page. */
  cursor: { side: 'after' | 'before'; place: LinePlace } | null;
  pageSize: number;
  signal?: AbortSignal;
}

export interface StoredPage<F extends LineFactName> {
  rows: StoredLine<F>[];
  /** Matching lines before the first row. */
  start: number;
}

interface Key extends LinePlace {
  version: number;
}

/**
 * One page of the lines of published versions. Keys are sorted first and only the rows of the page are read whole.
 * A page before the first full one is the first page.
 */
export async function readLinePage<F extends LineFactName>(
  ledger: Ledger,
  question: LineQuestion & { fact: F },
  { cursor, pageSize, signal }: LinePageRequest,
): Promise<StoredPage<F>> {
  if (question.versions.length === 0) return { rows: [], start: 0 };
  const [keys, before] = await Promise.all([
    ledger.read<Key>(keysQuery(question, { cursor, pageSize }), { signal }),
    cursor === null ? 0 : countBefore(ledger, { question, cursor }, signal),
  ]);
  const backwards = cursor?.side === 'before';
  if (backwards && keys.length < pageSize) {
    return readLinePage(ledger, question, { cursor: null, pageSize, signal });
  }
  if (backwards) keys.reverse();
  return {
    rows: await readWhole<F>(ledger, { fact: question.fact, keys }, signal),
    start: backwards ? before - keys.length : before,
  };
}

function keysQuery(question: LineQuestion, page: LinePageRequest): Query {
  const { fact, sort, names } = question;
  const parameters = new Parameters();
  const order = lineOrder(fact, { ...sort, names }, parameters);
  const where = [lineWhere(question, parameters)];
  if (page.cursor) where.push(order.beside(page.cursor.side, page.cursor.place));
  return parameters.query(
    `SELECT version, account, cycle, position, toString(${order.key}) AS value FROM ledger.${fact} ` +
      `WHERE ${where.join(' AND ')} ORDER BY ${page.cursor?.side === 'before' ? order.backwards : order.forwards} ` +
      `LIMIT ${parameters.bind(page.pageSize, 'UInt32')}`,
  );
}

/** Lines before the page, or before and at the place that it follows. */
async function countBefore(
  ledger: Ledger,
  { question, cursor }: { question: LineQuestion; cursor: NonNullable<LinePageRequest['cursor']> },
  signal?: AbortSignal,
): Promise<number> {
  const { fact, sort, names } = question;
  const parameters = new Parameters();
  const order = lineOrder(fact, { ...sort, names }, parameters);
  const { side, place } = cursor;
  const beside = side === 'after' ? `NOT ${order.beside('after', place)}` : order.beside('before', place);
  const where = `${lineWhere(question, parameters)} AND ${beside}`;
  const [row] = await ledger.read<{ lines: string }>(
    parameters.query(`SELECT count() AS lines FROM ledger.${fact} WHERE ${where}`),
    { signal },
  );
  return Number(row?.lines ?? 0);
}

async function readWhole<F extends LineFactName>(
  ledger: Ledger,
  { fact, keys }: { fact: F; keys: readonly Key[] },
  signal?: AbortSignal,
): Promise<StoredLine<F>[]> {
  if (keys.length === 0) return [];
  const parameters = new Parameters();
  const versions = parameters.bind([...new Set(keys.map(({ version }) => version))], 'Array(UInt32)');
  const positions = parameters.bind([...new Set(keys.map(({ position }) => position))], 'Array(UInt32)');
  const columns = columnNames(fact).map(quoted).join(', ');
  // More rows than asked for when two versions are in it: few, and found by two columns of numbers.
  const rows = await ledger.read<StoredLine<F>>(
    parameters.query(
      `SELECT ${columns} FROM ledger.${fact} PREWHERE version IN ${versions} AND position IN ${positions} ` +
        `WHERE (version, position) IN (${keys.map(({ version, position }) => `(${Number(version)}, ${Number(position)})`).join(', ')})`,
    ),
    { signal },
  );
  const byKey = new Map(rows.map((row) => [`${row.version} ${row.position}`, row]));
  return keys.map(({ version, position, value }) => {
    const row = byKey.get(`${version} ${position}`);
    if (!row) throw new Error(`line ${position} of version ${version} is not in the ledger any more`);
    return { ...row, sort_value: value };
  });
}

/** Every line in order, as a question to stream. The engine sorts on disk what does not fit into memory. */
export function linesQuery(question: LineQuestion): Query {
  const { fact, sort, names } = question;
  const parameters = new Parameters();
  const order = lineOrder(fact, { ...sort, names }, parameters);
  const where = lineWhere(question, parameters);
  const columns = columnNames(fact).map(quoted).join(', ');
  return parameters.query(
    `SELECT ${columns} FROM ledger.${fact} WHERE ${where} ORDER BY ${order.forwards} ` +
      `SETTINGS max_bytes_before_external_sort = ${SORT_BYTES}, max_threads = 2, max_block_size = 8192`,
  );
}

const SORT_BYTES = 150_000_000;
