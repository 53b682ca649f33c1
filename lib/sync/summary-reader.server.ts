import 'server-only';

import type { BssAccount } from '@/lib/bss/account.server';
import type { CallOptions } from '@/lib/bss/call.server';
import { readCounted } from '@/lib/bss/paging.server';
import type { MonthlySumRow } from '@/lib/bss/operations/monthly-sum';
import type { Cycle } from '@/lib/cycles';
import { rowDigests } from '@/lib/ledger/row-digest';
import { placesFrom, storedColumns } from '@/lib/ledger/stored-columns';
import { sum, ZERO } from '@/lib/money';
import { RecordColumns } from '@/lib/record-columns';
import { refuseForeign } from './foreign';
import { refuseImmense } from './immense';
import { ListDigests } from './list-digests.server';
import { ListMoved } from './problem';

export interface SummarySource {
  bss: Pick<BssAccount, 'monthlySum'>;
  domainId: string;
  currency: string;
  cycle: Cycle;
  call: CallOptions;
}

export interface Summary {
  rows: MonthlySumRow[];
  currency: string;
  /** Two readings with equal digests are the same summary: nothing changed in between. */
  digests: ListDigests;
}

/**
 * The whole summary of a cycle, own records only.
 * @throws ListMoved when its rows do not add up to its own total, SyncProblem `foreign_rows`, `immense`
 */
export async function readSummary({ bss, domainId, currency, cycle, call }: SummarySource): Promise<Summary> {
  let total: string | null = null;
  const rows = await readCounted(
    async (page) => {
      const answer = await bss.monthlySum({ ...page, bill_cycle: cycle, method: 'oneself' }, call);
      const rows = answer.bill_sums;
      const answered = { currency: answer.currency ?? currency, rows: RecordColumns.of(rows) };
      refuseForeign('summary_rows', { domainId, currency, cycle }, answered);
      refuseImmense('summary_rows', answered.rows);
      total = answer.consume_amount;
      return { total: answer.total_count, rows };
    },
    { pageSize: 1000, maxRows: 100_000 },
  );
  const added = sum(rows.map(({ consume_amount }) => consume_amount ?? ZERO));
  if (total !== null && total !== added)
    throw new ListMoved(`summary: its rows come to ${added}, and its total says ${total}`);
  const digests = new ListDigests();
  const place = { version: 0, account: domainId, cycle, currency, position: 0 };
  const records = RecordColumns.of(rows);
  digests.keep(0, rowDigests(storedColumns('summary_rows', { places: placesFrom(place, rows.length), records })));
  return { rows, currency, digests };
}
