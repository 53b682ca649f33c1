import 'server-only';

import type { FeeRecord } from '@/lib/bss/operations/list-fee-records';
import type { UsageRecord } from '@/lib/bss/operations/query-usage-records';
import type { FactPlace } from '../facts';
import type { Ledger, Query } from '../ledger';
import { Parameters } from '../statement';
import { type LinesWanted, lineWhere } from './line-where';
import { shownColumns, type UnshownColumn } from './line-columns';
import type { LineFactName } from '../line-fact';
import { type AccountNames, lineOrder, type LinePlace, type LineSort } from './line-order';

/** What a record shows, with its place and its sort value. Lists are text (see facts.ts). */
export type StoredLine<F extends LineFactName> = FactPlace & { sort_value: string } & (F extends 'usage_lines'
    ? Omit<UsageRecord, 'az_code_infos' | UnshownColumn<'usage_lines'>> & { az_code_infos: string }
    : Omit<FeeRecord, UnshownColumn<'fee_lines'>>);

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

/**
 * One page of the lines of published versions. The engine sorts by the sort key, and reads the other columns of the rows
 * of the page only. A page before the first full one is the first page.
 */
export async function readLinePage<F extends LineFactName>(
  ledger: Ledger,
  question: LineQuestion & { fact: F },
  { cursor, pageSize, signal }: LinePageRequest,
): Promise<StoredPage<F>> {
  if (question.versions.length === 0) return { rows: [], start: 0 };
  const [rows, before] = await Promise.all([
    ledger.read<StoredLine<F>>(pageQuery(question, { cursor, pageSize }), {
      signal,
      keep: true,
      follows: question.begun,
    }),
    cursor === null ? 0 : countBefore(ledger, { question, cursor }, signal),
  ]);
  if (cursor?.side !== 'before') return { rows, start: before };
  if (rows.length < pageSize) return readLinePage(ledger, question, { cursor: null, pageSize, signal });
  return { rows: rows.reverse(), start: before - rows.length };
}

function pageQuery(question: LineQuestion, page: LinePageRequest): Query {
  const { fact, sort, names } = question;
  const parameters = new Parameters();
  const order = lineOrder(fact, { ...sort, names }, parameters);
  const where = [lineWhere(question, parameters)];
  if (page.cursor) where.push(order.beside(page.cursor.side, page.cursor.place));
  return parameters.query(
    `SELECT ${shownColumns(fact)}, toString(${order.key}) AS sort_value FROM ledger.${fact} ` +
      `WHERE ${where.join(' AND ')} ORDER BY ${page.cursor?.side === 'before' ? order.backwards : order.forwards} ` +
      `LIMIT ${parameters.bind(page.pageSize, 'UInt32')} SETTINGS query_plan_max_limit_for_lazy_materialization = 1000`,
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
    { signal, keep: true, follows: question.begun },
  );
  return Number(row?.lines ?? 0);
}

/** Every line in order, as a question to stream. The engine sorts on disk what does not fit into memory. */
export function linesQuery(question: LineQuestion): Query {
  const { fact, sort, names } = question;
  const parameters = new Parameters();
  const order = lineOrder(fact, { ...sort, names }, parameters);
  const where = lineWhere(question, parameters);
  return parameters.query(
    `SELECT ${shownColumns(fact)} FROM ledger.${fact} WHERE ${where} ORDER BY ${order.forwards} ` +
      `SETTINGS max_bytes_before_external_sort = ${SORT_BYTES}, max_threads = 2, max_block_size = 8192`,
  );
}

const SORT_BYTES = 150_000_000;
