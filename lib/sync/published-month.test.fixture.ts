import type { FeeRecord } from '@/lib/bss/operations/list-fee-records';
import type { MonthlySumRow } from '@/lib/bss/operations/monthly-sum';
import type { UsageRecord } from '@/lib/bss/operations/query-usage-records';
import type { Cycle } from '@/lib/cycles';
import type { LedgerCopies } from '@/lib/ledger/ledger';
import { storedDigests, storedVersion } from '@/lib/ledger/stored-version.server';
import { facts } from '@/lib/ledger/tables';
import type { Db } from '@/lib/state/schema';
import { allocateVersion, publishVersion } from '@/lib/state/loads.server';
import { hashOfVersion } from './hash-version.server';
import { ListDigests } from './list-digests.server';

interface Month {
  domainId: string;
  cycle: Cycle;
  lines: number;
}

/** Loads and publishes a month of made-up lines, as a sync does. @returns its version */
export async function publishMonth(
  { db, ledger }: { db: Db; ledger: LedgerCopies },
  { domainId, cycle, lines }: Month,
): Promise<number> {
  const asOf = '2026-11-20T00:00:00.000Z';
  const version = await allocateVersion(db, { domainId, cycle, cycleState: 'final', asOf });
  const place = (position: number) => ({
    version,
    account: domainId,
    cycle,
    currency: position % 3 === 0 ? 'USD' : 'CNY',
    position,
  });
  const record = (index: number) => ({
    bill_date: `${cycle}-0${1 + (index % 9)}`,
    resource_name: `名 "${index}"\n\\ {}`,
    resource_id: `r-${index % 7}`,
    id: crypto.randomUUID(),
    // Equal rows can both be right, and a refund is one too.
    amount: index % 5 === 0 ? '-0.00000001' : `${index}.12345678`,
    consume_amount: `12345678901234567890.${index % 10}`,
    usage: index % 2 === 0 ? null : '0.0000000001',
    bill_type: index % 3 === 0 ? null : 1,
  });
  const rows = Array.from({ length: lines }, (_, index) => ({ place: place(index), record: record(index) }));
  await ledger.insert('usage_lines', rows as unknown as { place: ReturnType<typeof place>; record: UsageRecord }[]);
  await ledger.insert('fee_lines', rows as unknown as { place: ReturnType<typeof place>; record: FeeRecord }[]);
  const few = rows.slice(0, 3) as unknown as { place: ReturnType<typeof place>; record: MonthlySumRow }[];
  await ledger.insert('summary_rows', few);
  const stored = await storedVersion(ledger, version);
  const { usage_lines: usage, fee_lines: fee, summary_rows: summary } = stored;
  await publishVersion(db, version, {
    rows: { usage: usage.rows, fee: fee.rows, summary: summary.rows },
    sums: JSON.stringify({ usage: usage.sums, fee: fee.sums, summary: summary.sums }),
    hash: await storedHash(ledger, version),
    offBy: null,
  });
  return version;
}

/** The hash of what the ledger has. */
export async function storedHash(ledger: LedgerCopies, version: number): Promise<string> {
  const digests = { usage_lines: new ListDigests(), fee_lines: new ListDigests(), summary_rows: new ListDigests() };
  for (const fact of facts) {
    for await (const part of storedDigests(ledger, { fact, version })) {
      for (const { position, digest } of part) digests[fact].keepApart(position, digest);
    }
  }
  return hashOfVersion(digests);
}
