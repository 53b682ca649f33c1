import { createHash } from 'node:crypto';
import type { FactName } from '@/lib/ledger/facts';
import type { ListDigests } from './list-digests';

/** SHA-256 of everything a version says, whatever the order of its rows: two equal ones have the same figures. */
export const hashOfVersion = ({
  usage_lines,
  fee_lines,
  summary_rows,
}: Readonly<Record<FactName, Pick<ListDigests, 'multiset'>>>): string =>
  createHash('sha256')
    .update(`${usage_lines.multiset()} ${fee_lines.multiset()} ${summary_rows.multiset()}`)
    .digest('hex');
