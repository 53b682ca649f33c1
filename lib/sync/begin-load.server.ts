import 'server-only';

import { hash } from 'node:crypto';
import type { BssAccount } from '@/lib/bss/account.server';
import type { CallOptions } from '@/lib/bss/call.server';
import type { Clock } from '@/lib/clock.server';
import { type Cycle, cycleStateAt } from '@/lib/cycles';
import { CodeNames } from '@/lib/ledger/code-names';
import { isDamage } from '@/lib/ledger/faults';
import { newestHeld } from '@/lib/ledger/held-versions.server';
import type { LineFactName } from '@/lib/ledger/line-fact';
import type { Ledger } from '@/lib/ledger/ledger';
import { storedDigests, storedVersion } from '@/lib/ledger/stored-version.server';
import { factShape, facts } from '@/lib/ledger/tables';
import { allocateVersion, failVersion, moveLoad, readLoadPlan } from '@/lib/state/loads.server';
import type { Db } from '@/lib/state/schema';
import { ListDigests } from './list-digests.server';
import { LINE_FACTS, type ListPlan } from './list-reader.server';
import type { PageThread } from './pages/page-thread.server';
import type { Spool } from './spool/spool.server';
import { readSummary } from './summary-reader.server';

export interface LoadDeps {
  db: Db;
  ledger: Ledger;
  clock: Clock;
  /** Where pages wait for the ledger. */
  spool: Spool;
  /** Reads pages beside the event loop. */
  thread: PageThread;
}

/** What is read: a cycle of an account. */
export interface LoadSource {
  bss: BssAccount;
  domainId: string;
  currency: string;
  cycle: Cycle;
  call: CallOptions;
}

export interface LoadPlan {
  asOf: string;
  cycleState: 'open' | 'closing' | 'final';
  /** As it was before the lists were read. */
  summary: { hash: string; rows: number };
  lists: Partial<Record<LineFactName, ListPlan>>;
  /** What it has in the spool. */
  spooled: string;
  /** Of which columns its lines are. */
  columns: string;
}

/** Another one whenever digests or blocks of the same columns become others. */
const FORM = 1;
/** A load is not gone on with by a program that keeps other columns, or keeps them otherwise. */
const COLUMNS = hash('sha256', JSON.stringify([FORM, facts.map((fact) => factShape(fact).columns)]));

/** A version that lines are read into, with what it has of them. */
export interface Load {
  version: number;
  plan: LoadPlan;
  digests: Readonly<Record<LineFactName, ListDigests>>;
  /** Until the ledger has the summary. */
  begun: Promise<void>;
  /** Of every line; null when some were read by another process. */
  names: CodeNames | null;
}

const emptyDigests = () => ({ usage_lines: new ListDigests(), fee_lines: new ListDigests() });

export async function beginLoad({ db, ledger, clock, spool }: LoadDeps, source: LoadSource): Promise<Load> {
  const now = clock.now();
  const cycleState = cycleStateAt(source.cycle, now);
  const asOf = now.toISOString();
  // Remembered once it is known: nothing is asked for that a ledger which has not started could not keep.
  const above = await newestHeld(ledger);
  const summary = await readSummary(source);
  const plan: LoadPlan = {
    asOf,
    cycleState,
    summary: { hash: await summary.digests.multiset(), rows: summary.rows.length },
    lists: {},
    spooled: spool.newId(),
    columns: COLUMNS,
  };
  const load = { domainId: source.domainId, cycle: source.cycle, cycleState, asOf, plan: JSON.stringify(plan) };
  const version = await allocateVersion(db, { ...load, above });
  const place = { version, account: source.domainId, cycle: source.cycle, currency: summary.currency };
  const begun = ledger.insert(
    'summary_rows',
    summary.rows.map((record, position) => ({ place: { ...place, position }, record })),
  );
  return { version, plan, digests: emptyDigests(), begun, names: new CodeNames() };
}

/**
 * Goes on with what another process had stored, or this one before an insert whose answer was lost: under a fresh number,
 * since either may still write under the old one, after it has been counted. Pages are there whole or not at all.
 * @returns null when it is not worth going on
 */
export async function resumeLoad(deps: LoadDeps, source: LoadSource, from: number): Promise<Load | null> {
  const { db, ledger, clock, spool } = deps;
  const kept = await readLoadPlan(db, from);
  const plan = kept === null ? null : (JSON.parse(kept) as LoadPlan);
  if (plan?.columns === COLUMNS && plan.cycleState === cycleStateAt(source.cycle, clock.now())) {
    const { asOf, cycleState } = plan;
    const load = { domainId: source.domainId, cycle: source.cycle, cycleState, asOf };
    const to = await allocateVersion(db, { ...load, above: await newestHeld(ledger) });
    const own = { ...plan, spooled: spool.newId() };
    const digests = await moved(deps, { from, to, plan: own, spooled: plan.spooled });
    await spool.drop(digests ? plan.spooled : own.spooled);
    if (digests) return { version: to, plan: own, digests, begun: Promise.resolve(), names: null };
  }
  await giveUp(deps, from, { code: 'interrupted', detail: 'The load was interrupted before it could go on.' });
  return null;
}

/** Nobody can publish it any more, and its lines go, unless another process has published it or given it up already. */
export async function giveUp(
  { db, ledger }: LoadDeps,
  version: number,
  why: { code: string; detail: string },
): Promise<boolean> {
  const mine = await failVersion(db, version, why);
  if (mine) await ledger.dropVersion(version);
  return mine;
}

interface Move {
  from: number;
  to: number;
  plan: LoadPlan;
  /** What the old one has in the spool. */
  spooled: string;
}

/** @returns what the new version has of each list; null when that is not enough to go on with */
async function moved(deps: LoadDeps, { from, to, plan, spooled }: Move): Promise<Load['digests'] | null> {
  const { db, ledger, spool } = deps;
  const notMoved = { code: 'interrupted', detail: `The load ${from} could not be gone on with.` };
  try {
    await ledger.copyVersion(from, to);
    // Without it, its pages are read again.
    await spool.copy(spooled, plan.spooled).catch(() => spool.drop(plan.spooled));
    const { summary_rows } = await storedVersion(ledger, to);
    const digests = emptyDigests();
    for (const fact of LINE_FACTS) {
      for await (const part of storedDigests(ledger, { fact, version: to })) {
        for (const { position, digest } of part) digests[fact].keepApart(position, digest);
      }
    }
    const isWhole = summary_rows.rows === plan.summary.rows;
    if (isWhole && (await moveLoad(db, { from, to, plan: JSON.stringify(plan) }))) {
      await ledger.dropVersion(from);
      return digests;
    }
  } catch (error) {
    // The old one stays as it is: it is tried again when the ledger is back.
    if (!isDamage(error)) {
      await failVersion(db, to, notMoved);
      throw error;
    }
  }
  await giveUp(deps, to, notMoved);
  return null;
}
