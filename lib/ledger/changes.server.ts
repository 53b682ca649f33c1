import 'server-only';

import type { LineFactName } from './line-fact';
import { factColumns } from './facts';
import type { Ledger } from './ledger';
import { quoted } from './tables';

export type ChangeKind = 'added' | 'removed' | 'changed';

export interface LineChange {
  view: 'usage' | 'expenditures';
  kind: ChangeKind;
  currency: string;
  billDate: string;
  serviceType: string;
  serviceTypeName: string;
  resourceId: string;
  resourceName: string;
  billType: number | null;
  chargeMode: number | null;
  /** Payable amounts, decimal text; '0' where there is no such line. */
  before: string;
  after: string;
}

export interface ChangeTotal {
  view: 'usage' | 'expenditures';
  kind: ChangeKind;
  currency: string;
  lines: number;
  before: string;
  after: string;
}

const SCAN_SECONDS = 110;

/** What tells a line from others, so that other amounts under it are a change; the upstream's own `id` identifies nothing. */
const IDENTITY: Readonly<Record<LineFactName, readonly string[]>> = {
  usage_lines: [
    'bill_date',
    'trade_id',
    'res_instance_id',
    'resource_Type_code',
    'sku_code',
    'bill_type',
    'charge_mode',
    'region',
    'enterprise_project_id',
  ],
  fee_lines: [
    'bill_date',
    'trade_id',
    'resource_id',
    'resource_type',
    'sku_code',
    'bill_type',
    'charge_mode',
    'effective_time',
    'usage_type',
  ],
};
const RESOURCE = { usage_lines: 'res_instance_id', fee_lines: 'resource_id' } as const;
const PAYABLE = { usage_lines: 'consume_amount', fee_lines: 'amount' } as const;
const VIEW = { usage_lines: 'usage', fee_lines: 'expenditures' } as const;

/**
 * Lines that one version has and the other has not, each as often as it is there more or less, put together where they
 * are the same line with other figures.
 */
function changedLines(fact: LineFactName): string {
  const identity = [...IDENTITY[fact], 'currency'].map(quoted).join(', ');
  // A hash of something that is null is null, which would make all lines equal.
  const all = Object.entries(factColumns[fact]).map(([name, kind]) =>
    kind === 'quantity' || kind === 'integer' ? `ifNull(toString(${quoted(name)}), 'none')` : quoted(name),
  );
  const resource = RESOURCE[fact];
  // Equal lines of both versions cancel out first: what is left over was added or removed.
  const left =
    `SELECT ${identity}, any(cloud_service_type) AS service, any(cloud_service_type_name) AS service_name, ` +
    `any(resource_name) AS name, any(${quoted(PAYABLE[fact])}) AS payable, ` +
    'countIf(version = {after:UInt32}) AS there, countIf(version = {before:UInt32}) AS gone ' +
    `FROM ledger.${fact} WHERE version IN ({before:UInt32}, {after:UInt32}) ` +
    `GROUP BY ${identity}, sipHash128(${all.join(', ')}) HAVING there != gone`;
  return (
    `SELECT '${VIEW[fact]}' AS view, currency, bill_date AS billDate, any(service) AS serviceType, ` +
    `any(service_name) AS serviceTypeName, ${quoted(resource)} AS resourceId, any(name) AS resourceName, ` +
    'bill_type AS billType, charge_mode AS chargeMode, ' +
    'sum(if(gone > there, gone - there, 0)) AS removed, sum(if(there > gone, there - gone, 0)) AS added, ' +
    "multiIf(removed = 0, 'added', added = 0, 'removed', 'changed') AS kind, " +
    'sum(payable * if(gone > there, toInt64(gone) - toInt64(there), 0)) AS before, ' +
    'sum(payable * if(there > gone, toInt64(there) - toInt64(gone), 0)) AS after, ' +
    'greatest(removed, added) AS lines ' +
    `FROM (${left}) GROUP BY ${identity}`
  );
}

const bothFacts = `(${changedLines('usage_lines')} UNION ALL ${changedLines('fee_lines')})`;

export interface Compared {
  before: number;
  after: number;
  signal?: AbortSignal;
}

/** What changed from one version of a cycle to another, summed exactly by view, kind and currency. */
export async function sumChanges(ledger: Ledger, { before, after, signal }: Compared): Promise<ChangeTotal[]> {
  const rows = await ledger.read<Omit<ChangeTotal, 'lines'> & { lines: string }>(
    {
      sql:
        'SELECT view, kind, currency, sum(c.lines) AS lines, sum(c.before) AS before, sum(c.after) AS after ' +
        `FROM ${bothFacts} AS c GROUP BY view, kind, currency ORDER BY view, kind, currency`,
      params: { before, after },
    },
    { signal, maxSeconds: SCAN_SECONDS },
  );
  return rows.map((row) => ({ ...row, lines: Number(row.lines) }));
}

/** The lines that changed, those of the largest difference first. */
export async function listChanges(
  ledger: Ledger,
  { before, after, signal, limit }: Compared & { limit: number },
): Promise<LineChange[]> {
  return ledger.read<LineChange>(
    {
      sql:
        'SELECT view, kind, currency, billDate, serviceType, serviceTypeName, resourceId, resourceName, billType, ' +
        `chargeMode, before, after FROM ${bothFacts} ` +
        'ORDER BY abs(after - before) DESC, view, billDate, resourceId LIMIT {limit:UInt32}',
      params: { before, after, limit },
    },
    { signal, maxSeconds: SCAN_SECONDS },
  );
}

/** How many lines of a version the ledger has. */
export async function linesOf(
  ledger: Ledger,
  version: number,
  signal?: AbortSignal,
): Promise<Record<'usage_lines' | 'fee_lines', number>> {
  const count = async (fact: 'usage_lines' | 'fee_lines') => {
    const sql = `SELECT count() AS n FROM ledger.${fact} WHERE version = {version:UInt32}`;
    const [row] = await ledger.read<{ n: string }>({ sql, params: { version } }, { signal });
    return Number(row?.n ?? 0);
  };
  return { usage_lines: await count('usage_lines'), fee_lines: await count('fee_lines') };
}
