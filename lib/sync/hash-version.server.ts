import 'server-only';

import { createHash } from 'node:crypto';
import type { FactName } from '@/lib/ledger/facts';
import type { ListDigests } from './list-digests.server';

/** SHA-256 of everything a version says, whatever the order of its rows: two equal ones have the same figures. */
export async function hashOfVersion({
  usage_lines,
  fee_lines,
  summary_rows,
}: Readonly<Record<FactName, Pick<ListDigests, 'multiset'>>>): Promise<string> {
  const lists = [await usage_lines.multiset(), await fee_lines.multiset(), await summary_rows.multiset()];
  return createHash('sha256').update(lists.join(' ')).digest('hex');
}
