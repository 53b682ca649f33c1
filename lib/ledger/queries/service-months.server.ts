import 'server-only';

import { decimal, type Decimal } from '@/lib/money';
import type { Ledger } from '../ledger';
import { sourceOf, summaryFrom } from '../rollup/source';
import type { RolledFact } from '../rollup/tables';
import type { RolledVersions } from '../rollup/versions';
import { Parameters } from '../statement';

/** What a service came to, in one currency. */
export interface ServiceSum {
  cycle: string;
  currency: string;
  /** Empty when the upstream named none. */
  code: string;
  name: string;
  consumeAmount: Decimal;
}

type Row = Omit<ServiceSum, 'consumeAmount'> & { consumed: string };
const toSum = ({ consumed, ...row }: Row): ServiceSum => ({ ...row, consumeAmount: decimal(consumed) });

/** Payable amounts of monthly-sum by cycle, service and currency; oldest cycle first. */
export async function readServiceMonths(
  ledger: Ledger,
  asked: RolledVersions,
  signal?: AbortSignal,
): Promise<ServiceSum[]> {
  if (asked.versions.length === 0) return [];
  const parameters = new Parameters();
  const { table, versions } = summaryFrom(asked, parameters);
  const rows = await ledger.read<Row>(
    parameters.query(
      'SELECT toString(cycle) AS cycle, toString(currency) AS currency, toString(service_type_code) AS code, ' +
        `any(toString(service_type_name)) AS name, sum(consume_amount) AS consumed FROM ${table} ` +
        `WHERE ${versions} GROUP BY cycle, currency, code ` +
        'ORDER BY cycle, currency, code',
    ),
    { signal, keep: true },
  );
  return rows.map(toSum);
}

/** The last bill date (GMT+8) that lines of these versions have; null when they have none. */
export async function readLastBillDate(
  ledger: Ledger,
  asked: RolledVersions & { fact: RolledFact },
  signal?: AbortSignal,
): Promise<string | null> {
  if (asked.versions.length === 0) return null;
  const parameters = new Parameters();
  const { table, versions } = sourceOf(asked, { columns: ['bill_date'], parameters });
  const [row] = await ledger.read<{ last: string }>(
    parameters.query(`SELECT max(toString(bill_date)) AS last FROM ${table} WHERE ${versions}`),
    { signal, keep: true },
  );
  return row?.last || null;
}

/** Payable amounts of usage lines up to a bill date (GMT+8, included), by service and currency. */
export async function readServicesThrough(
  ledger: Ledger,
  { through, ...asked }: RolledVersions & { through: string },
  signal?: AbortSignal,
): Promise<ServiceSum[]> {
  if (asked.versions.length === 0) return [];
  const parameters = new Parameters();
  const { table, versions, columns } = sourceOf(
    { ...asked, fact: 'usage_lines' },
    { columns: ['cloud_service_type', 'bill_date'], parameters },
  );
  const rows = await ledger.read<Row>(
    parameters.query(
      'SELECT toString(cycle) AS cycle, toString(currency) AS currency, toString(cloud_service_type) AS code, ' +
        `any(toString(cloud_service_type_name)) AS name, sum(${columns.payable}) AS consumed FROM ${table} ` +
        `WHERE ${versions} AND bill_date <= ${parameters.bind(through, 'String')} GROUP BY cycle, currency, code ORDER BY cycle, currency, code`,
    ),
    { signal, keep: true },
  );
  return rows.map(toSum);
}
