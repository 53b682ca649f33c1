import 'server-only';

import { decimal, type Decimal } from '@/lib/money';
import type { Ledger } from '../ledger';

/** What the expenditures of one bill date (GMT+8) come to, in one currency. */
export interface DaySum {
  currency: string;
  day: string;
  payable: Decimal;
  official: Decimal;
}

/** What the expenditures of a version come to on each of its last days, by currency; newest first. */
export async function readLastDays(
  ledger: Ledger,
  { version, from }: { version: number; from: string },
  signal?: AbortSignal,
): Promise<DaySum[]> {
  const rows = await ledger.read<Record<keyof DaySum, string>>(
    {
      sql:
        'SELECT toString(currency) AS currency, toString(bill_date) AS day, sum(amount) AS payable, ' +
        'sum(official_amount) AS official FROM ledger.fee_lines ' +
        'WHERE version = {version:UInt32} AND bill_date >= {from:String} GROUP BY currency, day ORDER BY day DESC',
      params: { version, from },
    },
    { background: true, signal },
  );
  return rows.map(({ payable, official, ...row }) => ({
    ...row,
    payable: decimal(payable),
    official: decimal(official),
  }));
}
