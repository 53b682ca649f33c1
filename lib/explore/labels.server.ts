import 'server-only';

import type { FeeGroup } from '@/lib/ledger/queries/explore.server';

/**
 * What the codes of a dimension are called by the groups of an answer: the greatest of several names, as everywhere. A code
 * that none of its groups has a name for is not in it, nor is the empty code, which has none.
 */
export function labelsOf(groups: readonly FeeGroup[], dimension: number): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const group of groups) {
    const code = String(group[`d${dimension}`] ?? '');
    const label = group[`l${dimension}`] ?? '';
    if (code !== '' && label > (labels.get(code) ?? '')) labels.set(code, label);
  }
  return labels;
}
