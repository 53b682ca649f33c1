import 'server-only';

import type { Query } from '../ledger';
import { sourceOf } from '../rollup/source';
import type { RolledVersions } from '../rollup/versions';
import { Parameters } from '../statement';

export interface DailyTotal {
  currency: string;
  cycle: string;
  /** Bill date, GMT+8. */
  day: string;
  /** null where the upstream names none. */
  mode: number | null;
  /** Bill type (contract 4.3). */
  type: number | null;
  value: string;
}

/** What was charged each day in each billing mode, of each bill type: exact sums of the payable amount of single charges. */
export function dailyTotalsQuery(asked: RolledVersions): Query {
  const parameters = new Parameters();
  const { table, versions, columns } = sourceOf(
    { ...asked, fact: 'fee_lines' },
    { columns: ['bill_date', 'charge_mode', 'bill_type'], parameters },
  );
  return parameters.query(
    `SELECT currency, cycle, bill_date AS day, charge_mode AS mode, bill_type AS type, sum(${columns.payable}) AS value FROM ${table} ` +
      `WHERE ${versions} GROUP BY currency, cycle, day, mode, type`,
  );
}
