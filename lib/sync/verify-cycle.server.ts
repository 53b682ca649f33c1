import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { BssAccount } from '@/lib/bss/account.server';
import type { Clock } from '@/lib/clock.server';
import { type Cycle, earliestCycle } from '@/lib/cycles';
import type { FactName } from '@/lib/ledger/facts';
import { isDamage } from '@/lib/ledger/faults';
import type { Ledger } from '@/lib/ledger/ledger';
import type { StoredVersion } from '@/lib/ledger/stored-version';
import { storedDigests, storedVersion } from '@/lib/ledger/stored-version.server';
import type { Db } from '@/lib/state/schema';
import { saveCycleVerified } from '@/lib/state/syncs.server';
import { findVersion, listPublished, markDamaged, markSound, type PublishedVersion } from '@/lib/state/versions.server';
import { hashOfVersion } from './hash-version.server';
import { ListDigests } from './list-digests.server';
import { LINE_FACTS } from './list-reader.server';
import { readSummary } from './summary-reader.server';

/** What a full scan of a published version found. */
export interface Verified {
  version: number;
  /** ISO instant of the machine's clock. */
  at: string;
  /** Rows, places, sums and hash are what was recorded when it was published. */
  stored: 'ok' | 'damaged';
  /** Whether the upstream's summary is still the one that was stored; `unknown` when it did not answer, or does not keep it. */
  upstream: 'same' | 'changed' | 'unknown';
}

interface Asked {
  account: Account;
  cycle: Cycle;
  signal: AbortSignal;
  bss?: () => BssAccount;
}

/**
 * Scans every row of the published version of a cycle and records what was found. One that is damaged is not shown any
 * more, and due to be read again.
 * @returns null when there is none
 */
export async function verifyCycle(
  { db, ledger, clock }: { db: Db; ledger: Ledger; clock: Clock },
  { account, cycle, signal, bss }: Asked,
): Promise<Verified | null> {
  const { domainId, currency, site } = account;
  const [published] = await listPublished(db, { domainIds: [domainId], from: cycle, to: cycle });
  if (!published) return null;
  const { version } = published;
  const recorded = await findVersion(db, version);
  const stored = await readStored(ledger, version, signal);
  const sound = stored !== null && (await isSound(stored, published, recorded?.sums ?? null));
  const isKept = () => cycle >= earliestCycle(clock.now());
  const upstream = await compared(async () => {
    if (!bss || !isKept()) return null;
    const call = { priority: 'sync', language: site === 'cn' ? 'zh_CN' : 'en_US', signal } as const;
    const now = await readSummary({ bss: bss(), domainId, currency, cycle, call });
    // What fell off the edge while it was asked for is told to be nothing.
    if (!stored || !isKept()) return null;
    return (await now.digests.multiset()) === (await stored.digests.summary_rows.multiset());
  });
  const found: Verified = { version, at: new Date().toISOString(), stored: sound ? 'ok' : 'damaged', upstream };
  if (!sound) await markDamaged(db, version);
  // It was not the lines: a disk or an engine that was ill had been taken for them.
  else if (published.damaged) await markSound(db, version);
  await saveCycleVerified(db, { domainId, cycle }, JSON.stringify(found));
  return found;
}

interface Stored {
  facts: StoredVersion;
  digests: Readonly<Record<FactName, ListDigests>>;
}

/** @returns null when it cannot be read, since it is damaged; an engine that is away is thrown */
async function readStored(ledger: Ledger, version: number, signal: AbortSignal): Promise<Stored | null> {
  const digests = { usage_lines: new ListDigests(), fee_lines: new ListDigests(), summary_rows: new ListDigests() };
  try {
    const stored = await storedVersion(ledger, version, signal);
    for (const fact of [...LINE_FACTS, 'summary_rows'] as const) {
      for await (const part of storedDigests(ledger, { fact, version, signal })) {
        for (const { position, digest } of part) digests[fact].keepApart(position, digest);
      }
    }
    return { facts: stored, digests };
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

async function isSound(
  { facts, digests }: Stored,
  { rows, hash }: PublishedVersion,
  recordedSums: string | null,
): Promise<boolean> {
  const { usage_lines: usage, fee_lines: fee, summary_rows: summary } = facts;
  const sums = JSON.stringify({ usage: usage.sums, fee: fee.sums, summary: summary.sums });
  return (
    usage.rows === rows.usage &&
    fee.rows === rows.fee &&
    summary.rows === rows.summary &&
    [usage, fee, summary].every(({ inPlace }) => inPlace) &&
    sums === recordedSums &&
    (await hashOfVersion(digests)) === hash
  );
}

/** An upstream that does not answer says nothing about what is stored. */
async function compared(same: () => Promise<boolean | null>): Promise<Verified['upstream']> {
  try {
    const answer = await same();
    return answer === null ? 'unknown' : answer ? 'same' : 'changed';
  } catch {
    return 'unknown';
  }
}
