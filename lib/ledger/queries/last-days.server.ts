import 'server-only';

import { decimal } from '@/lib/money';
import type { DaySum } from '../day-sum';
import type { Ledger } from '../ledger';

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
