import 'server-only';

import type { Query } from '../ledger';
import { Parameters } from '../statement';

export interface DailyTotal {
  currency: string;
  cycle: string;
  /** Bill date, GMT+8. */
  day: string;
  /** null where the upstream names none. */
  mode: number | null;
  value: string;
}

/** What was charged each day in each billing mode: exact sums of the payable amount of single charges. */
export function dailyTotalsQuery(versions: readonly number[]): Query {
  const parameters = new Parameters();
  return parameters.query(
    'SELECT currency, cycle, bill_date AS day, charge_mode AS mode, sum(amount) AS value FROM ledger.fee_lines ' +
      `WHERE version IN ${parameters.bind(versions, 'Array(UInt32)')} GROUP BY currency, cycle, day, mode`,
  );
}
