import 'server-only';

import { add, type Decimal, decimal, ZERO } from '@/lib/money';
import { amountColumns } from '../facts';
import type { Ledger } from '../ledger';
import { lineFacts, lineOffBySql } from '../line-fact';
import { sourceOf } from '../rollup/source';
import { Parameters } from '../statement';
import { ByVersionCache } from './by-version-cache';
import { columnsOf, type LineConditions, lineConditions } from './line-conditions';
import { type LinesWanted, lineWhere } from './line-where';

/** Sums over everything that matches, in one currency: two currencies are never added. */
export interface CurrencySums {
  currency: string;
  rows: number;
  offByRows: number;
  /** Exact decimal text by the column's name. */
  sums: Readonly<Record<string, Decimal>>;
}

type Row = { version: number; currency: string; _rows: string; _off: string } & Record<string, string>;

/** Sums, counts and broken lines per currency, ordered by currency. */
export async function readLineTotals(ledger: Ledger, question: LinesWanted): Promise<CurrencySums[]> {
  const { fact, versions, conditions } = question;
  const parts = await cacheOf(ledger).get(`${fact} ${conditionsKey(conditions)}`, versions, {
    none: [],
    // Shared by everybody who asks meanwhile: nobody's leaving stops it.
    load: (missing) => sumVersions(ledger, { ...question, versions: missing }),
  });
  return addSums(parts.flat());
}

type Cache = ByVersionCache<readonly CurrencySums[]>;
const caches = new WeakMap<Ledger, Cache>();

function cacheOf(ledger: Ledger): Cache {
  const known: Cache = caches.get(ledger) ?? new ByVersionCache();
  caches.set(ledger, known);
  return known;
}

/** The same conditions have the same key, whatever order they were written in. */
export const conditionsKey = (conditions: LineConditions): string =>
  JSON.stringify(
    Object.entries(conditions)
      .filter(([, value]) => value !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

async function sumVersions(ledger: Ledger, question: LinesWanted): Promise<Map<number, CurrencySums[]>> {
  const { fact, conditions } = question;
  const parameters = new Parameters();
  const source = sourceOf(question, { columns: columnsOf(conditions), parameters });
  const where = source.rolled
    ? [source.versions, ...lineConditions(source, conditions, parameters)].join(' AND ')
    : lineWhere(question, parameters);
  const { payable } = lineFacts[fact];
  const names = amountColumns(fact);
  const sums = names.map((name) => `sum(${source.rolled && name === payable ? 'payable' : name}) AS sum_${name}`);
  const counts = source.rolled
    ? 'sum(line_count) AS _rows, sum(off_count) AS _off'
    : `count() AS _rows, countIf(${lineOffBySql(source.columns)} != 0) AS _off`;
  const rows = await ledger.read<Row>(
    parameters.query(
      `SELECT version, currency, ${counts}, ${sums.join(', ')} ` +
        `FROM ${source.table} WHERE ${where} GROUP BY version, currency`,
    ),
    { follows: question.begun },
  );
  const found = new Map<number, CurrencySums[]>();
  for (const row of rows) {
    const own = {
      currency: row.currency,
      rows: Number(row._rows),
      offByRows: Number(row._off),
      sums: Object.fromEntries(names.map((name) => [name, decimal(row[`sum_${name}`] ?? '0')])),
    };
    found.set(row.version, [...(found.get(row.version) ?? []), own]);
  }
  return found;
}

/** One entry per currency, ordered by currency. */
export function addSums(parts: readonly CurrencySums[]): CurrencySums[] {
  const byCurrency = new Map<string, CurrencySums>();
  for (const part of parts) {
    const known = byCurrency.get(part.currency);
    if (!known) {
      byCurrency.set(part.currency, part);
      continue;
    }
    const sums = Object.entries(part.sums).map(([name, amount]) => [name, add(known.sums[name] ?? ZERO, amount)]);
    byCurrency.set(part.currency, {
      currency: part.currency,
      rows: known.rows + part.rows,
      offByRows: known.offByRows + part.offByRows,
      sums: Object.fromEntries(sums) as Record<string, Decimal>,
    });
  }
  return [...byCurrency.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
