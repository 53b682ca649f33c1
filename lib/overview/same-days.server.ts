import 'server-only';

import type { PinnedVersions } from '@/lib/bills/published.server';
import type { ServiceContext } from '@/lib/context.server';
import { rolledVersions } from '@/lib/ledger/rollup/versions';
import { readLastBillDate, readServicesThrough, type ServiceSum } from '@/lib/ledger/queries/service-months.server';

/** The month before the open one, as far as the open one has come. */
export interface SameDays {
  /** Last bill date (GMT+8) of the month before that counts. */
  through: string;
  sums: ServiceSum[];
}

/**
 * What the month before had come to on the day that the open one has reached, from its usage lines. Null when an account
 * lacks one of the two months, or nothing is billed yet: a comparison with part of the accounts would mislead.
 */
export async function readSameDays(
  ctx: ServiceContext,
  { accounts, cycles, published }: Pick<PinnedVersions, 'accounts' | 'cycles' | 'published'>,
): Promise<SameDays | null> {
  const versionsOf = (cycle: string | undefined) =>
    rolledVersions(published.filter((version) => version.cycle === cycle));
  const [open, before] = [cycles.at(-1), cycles.at(-2)];
  const [now, then] = [versionsOf(open), versionsOf(before)];
  if (!open || !before || now.versions.length < accounts.length || then.versions.length < accounts.length) return null;
  const last = await readLastBillDate(ctx.ledger, { fact: 'usage_lines', ...now }, ctx.signal);
  if (last === null || last.slice(0, 7) !== open) return null;
  // The 31st of a month of 30 days is its end: dates compare as text.
  const through = `${before}-${last.slice(8, 10)}`;
  return { through, sums: await readServicesThrough(ctx.ledger, { ...then, through }, ctx.signal) };
}
