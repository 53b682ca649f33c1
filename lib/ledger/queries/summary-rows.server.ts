import 'server-only';

import type { MonthlySumRow } from '@/lib/bss/operations/monthly-sum';
import { decimal, type Decimal } from '@/lib/money';
import { amountColumns, type FactPlace } from '../facts';
import type { Ledger } from '../ledger';
import { summaryFrom } from '../rollup/source';
import type { RolledVersions } from '../rollup/versions';
import { Parameters } from '../statement';
import { quoted } from '../tables';
import type { CurrencySums } from './line-totals.server';
import { summaryColumnNames, summarySource } from './summary-source';

/** A row of monthly-sum as it is kept, with its place and by how much it breaks its identity. */
export type StoredSummaryRow = FactPlace & { off_by: string } & MonthlySumRow;

/** Names of codes in the reader's language: what a column of names is sorted by. */
export interface SortNames {
  codes: readonly string[];
  names: readonly string[];
}

export interface SummaryQuestion extends RolledVersions {
  /** Enterprise project: rows are then made from the usage lines (see summary-source.ts). */
  project: string | null;
  service: string | null;
  /** Digits of `charging_mode`. */
  mode: string | null;
  /** Digits of `bill_type`. */
  type: string | null;
  /** Text in a code or stored name, or one of the codes whose name in any language has it. */
  search: { q: string; services: readonly string[]; resourceTypes: readonly string[] } | null;
}

export interface SummaryOrder {
  column: string;
  descending: boolean;
  services: SortNames;
  accounts: SortNames;
}

function filtered(question: SummaryQuestion, parameters: Parameters): string {
  const text = (value: string) => parameters.bind(value, 'String');
  const list = (values: readonly string[]) => parameters.bind(values, 'Array(String)');
  const where = ['1'];
  if (question.service !== null) where.push(`service_type_code = ${text(question.service)}`);
  if (question.mode !== null) where.push(`charging_mode = ${parameters.bind(Number(question.mode), 'Int32')}`);
  if (question.type !== null) where.push(`bill_type = ${parameters.bind(Number(question.type), 'Int32')}`);
  if (question.search !== null) {
    const { q, services, resourceTypes } = question.search;
    const needle = text(q);
    const columns = ['service_type_code', 'service_type_name', 'resource_type_code', 'resource_type_name'];
    const found = columns.map((column) => `positionCaseInsensitiveUTF8(${column}, ${needle}) > 0`);
    found.push(`service_type_code IN ${list(services)}`, `resource_type_code IN ${list(resourceTypes)}`);
    where.push(`(${found.join(' OR ')})`);
  }
  return `${summarySource(question, parameters)} WHERE ${where.join(' AND ')}`;
}

const SORTS: Readonly<Record<string, string>> = {
  cycle: 'cycle',
  mode: 'ifNull(charging_mode, 0)',
  type: 'ifNull(bill_type, 0)',
  officialAmount: 'official_amount',
  officialDiscountAmount: 'official_discount_amount',
  truncatedAmount: 'truncated_amount',
  consumeAmount: 'consume_amount',
};

function orderOf({ column, descending, services, accounts }: SummaryOrder, parameters: Parameters): string {
  const named = (code: string, { codes, names }: SortNames, otherwise: string) =>
    `transform(toString(${code}), ${parameters.bind(codes, 'Array(String)')}, ` +
    `${parameters.bind(names, 'Array(String)')}, toString(${otherwise}))`;
  const key =
    column === 'serviceTypeName'
      ? named('service_type_code', services, "if(service_type_name = '', service_type_code, service_type_name)")
      : column === 'account'
        ? named('account', accounts, 'account')
        : SORTS[column];
  if (key === undefined) throw new RangeError(`not a sort column: ${column}`);
  return `${key} ${descending ? 'DESC' : 'ASC'}, account, cycle, position`;
}

/** Rows in order; all of them without a page. */
export async function readSummaryRows(
  ledger: Ledger,
  {
    question,
    order,
    page,
  }: { question: SummaryQuestion; order: SummaryOrder; page?: { offset: number; limit: number } },
  signal?: AbortSignal,
): Promise<StoredSummaryRow[]> {
  if (question.versions.length === 0) return [];
  const parameters = new Parameters();
  const limit = page
    ? ` LIMIT ${parameters.bind(page.limit, 'UInt32')} OFFSET ${parameters.bind(page.offset, 'UInt32')}`
    : '';
  const sql =
    `SELECT ${summaryColumnNames.map(quoted).join(', ')}, off_by FROM ${filtered(question, parameters)} ` +
    `ORDER BY ${orderOf(order, parameters)}${limit}`;
  return ledger.read<StoredSummaryRow>(parameters.query(sql), { signal, keep: true });
}

type Sums = { currency: string; _rows: string; _off: string } & Record<string, string>;

/** Sums over everything that matches, per currency, ordered by currency. */
export async function readSummaryTotals(
  ledger: Ledger,
  question: SummaryQuestion,
  signal?: AbortSignal,
): Promise<CurrencySums[]> {
  if (question.versions.length === 0) return [];
  const parameters = new Parameters();
  const names = amountColumns('summary_rows');
  const rows = await ledger.read<Sums>(
    parameters.query(
      `SELECT currency, count() AS _rows, countIf(off_by != 0) AS _off, ` +
        `${names.map((name) => `sum(${name}) AS ${quoted(`sum_${name}`)}`).join(', ')} ` +
        `FROM ${filtered(question, parameters)} GROUP BY currency ORDER BY currency`,
    ),
    { signal, keep: true },
  );
  return rows.map((row) => ({
    currency: row.currency,
    rows: Number(row._rows),
    offByRows: Number(row._off),
    sums: Object.fromEntries(names.map((name) => [name, decimal(row[`sum_${name}`] ?? '0')])) as Record<
      string,
      Decimal
    >,
  }));
}

/** Services that occur in the period, whatever else is filtered, with the names that they have there. */
export async function readSummaryServices(
  ledger: Ledger,
  asked: RolledVersions,
  signal?: AbortSignal,
): Promise<{ code: string; name: string }[]> {
  if (asked.versions.length === 0) return [];
  const parameters = new Parameters();
  const { table, versions } = summaryFrom(asked, parameters);
  return ledger.read(
    parameters.query(
      `SELECT toString(service_type_code) AS code, any(toString(service_type_name)) AS name FROM ${table} ` +
        `WHERE ${versions} AND service_type_code != '' GROUP BY code`,
    ),
    { signal, keep: true },
  );
}
