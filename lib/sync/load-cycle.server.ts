import 'server-only';

import { billDateAt } from '@/lib/cycles';
import type { LineFactName } from '@/lib/ledger/line-fact';
import type { CodeName } from '@/lib/ledger/code-names';
import type { Ledger } from '@/lib/ledger/ledger';
import { noteWhole, readPublished } from '@/lib/ledger/published.server';
import { readLastDays } from '@/lib/ledger/queries/last-days.server';
import { storedTogether } from '@/lib/ledger/stored-version.server';
import { freshenVersion, markDropped, publishVersion } from '@/lib/state/loads.server';
import { saveCycleSynced } from '@/lib/state/syncs.server';
import { beginLoad, giveUp, type Load, type LoadDeps, type LoadPlan, resumeLoad } from './begin-load.server';
import { refuseEmptied } from './emptied';
import { hashOfVersion } from './hash-version.server';
import { unexplained } from './lag';
import { LINE_FACTS } from './list-reader.server';
import { LIST_NAMES, ListMoved, SyncProblem } from './problem';
import { type Difference, differencesOf, judge, mayLag } from './prove';
import type { PageThread } from './pages/page-thread.server';
import type { Spool } from './spool/spool.server';
import { type ListsJob, type ListsProgress, readAgain, readLists } from './read-lists.server';
import { together } from './together';
import { readSummary } from './summary-reader.server';

/** What is told while a cycle is read. */
export interface LoadProgress extends ListsProgress {
  onStart(): void;
}

export interface LoadJob extends ListsJob {
  progress: LoadProgress;
  /** A version that was begun and not ended. */
  resume?: number | null;
}

export interface Loaded {
  version: number;
  asOf: string;
  /** `same`: the published figures were found again, and only their age changed. */
  outcome: 'published' | 'same';
  differences: readonly Difference[];
  /** What the codes of its lines are called there; null when not all of them were read just now. */
  names: readonly CodeName[] | null;
}

const ATTEMPTS = 4;

/**
 * Reads one cycle of one account into the ledger, proves it and publishes it. What was read stays invisible until the
 * pointer is flipped; what cannot be proven is dropped, and the version before it stays.
 * @throws SyncProblem when it was read and cannot be believed; AppError of the upstream or the ledger
 */
export async function loadCycle(deps: LoadDeps, job: LoadJob): Promise<Loaded> {
  let resume = job.resume ?? null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      job.progress.onStart();
      return await loadVersion(deps, { ...job, resume });
    } catch (error) {
      if (!(error instanceof ListMoved)) throw error;
      if (attempt >= ATTEMPTS) {
        throw new SyncProblem('moving', `None of ${ATTEMPTS} readings was whole. The last one: ${error.message}.`);
      }
      resume = null;
    }
  }
}

async function loadVersion(deps: LoadDeps, job: LoadJob): Promise<Loaded> {
  const load = (job.resume && (await resumeLoad(deps, job, job.resume))) || (await beginLoad(deps, job));
  try {
    const loaded = await finishLoad(deps, job, load);
    await deps.spool.drop(load.plan.spooled);
    return loaded;
  } catch (error) {
    // A reading that was cut off goes on where it was; one that was read and is no good goes away.
    if (error instanceof SyncProblem || error instanceof ListMoved) {
      const code = error instanceof SyncProblem ? error.code : 'moving';
      await giveUp(deps, load.version, { code, detail: error.message });
      await deps.spool.drop(load.plan.spooled);
    }
    throw error;
  }
}

async function finishLoad(deps: LoadDeps, job: LoadJob, load: Load): Promise<Loaded> {
  await readLists(deps, job, load);
  const { version, plan, digests, names } = load;
  const { db, ledger, spool, thread } = deps;
  const { epoch } = ledger.status();
  const stored = await storedTogether(ledger, version);
  for (const fact of LINE_FACTS) {
    if (stored[fact].rows === digests[fact].count && stored[fact].inPlace) continue;
    throw new ListMoved(`${LIST_NAMES[fact]}: rows that were stored are not all there`);
  }
  const differences = differencesOf(stored);
  await prove(job, { plan, digests, differences, spool, thread });
  const hash = await hashOfVersion({ ...digests, summary_rows: { multiset: async () => plan.summary.hash } });
  const offBy = differences.length > 0 ? JSON.stringify(differences) : null;
  const { asOf, cycleState } = plan;
  const span = { domainIds: [job.domainId], from: job.cycle, to: job.cycle };
  const {
    whole: [published],
    lacking,
  } = await readPublished(db, ledger, span);
  const before = published ?? lacking[0];
  const rows = { usage: stored.usage_lines.rows, fee: stored.fee_lines.rows, summary: stored.summary_rows.rows };
  refuseEmptied({
    cycle: job.cycle,
    now: deps.clock.now(),
    rows,
    was: before?.rows ?? null,
    unexplained: before && differences.length > 0 ? await notLate(ledger, { version, asOf, differences }) : differences,
  });
  // Only lines that are all there can stand for those that were read again.
  if (published?.hash === hash) {
    const why = { code: 'same', detail: 'The same figures are published already.' };
    if (await giveUp(deps, version, why)) {
      await freshenVersion(db, published.version, { asOf, cycleState, offBy });
      await saveCycleSynced(db, job, asOf);
      await markDropped(db, version);
    }
    return { version: published.version, asOf, outcome: 'same', differences, names: names?.all ?? null };
  }
  await publishVersion(db, version, {
    rows,
    sums: JSON.stringify({
      usage: stored.usage_lines.sums,
      fee: stored.fee_lines.sums,
      summary: stored.summary_rows.sums,
    }),
    hash,
    offBy,
    repairs: lacking.length > 0,
    also: (trx) => saveCycleSynced(trx, job, asOf),
  });
  noteWhole(ledger, version, epoch);
  return { version, asOf, outcome: 'published', differences, names: names?.all ?? null };
}

/** As late as the service's summary may be, and a day more. */
const LATE_MS = 2 * 86_400_000;

/** What is published in spite of differences, since a list may be late: those that its being late does not explain. */
async function notLate(
  ledger: Ledger,
  { version, asOf, differences }: { version: number; asOf: string; differences: readonly Difference[] },
): Promise<Difference[]> {
  const from = billDateAt(new Date(Date.parse(asOf) - LATE_MS));
  return unexplained(differences, await readLastDays(ledger, { version, from }));
}

interface Proof {
  plan: LoadPlan;
  digests: Load['digests'];
  differences: readonly Difference[];
  spool: Spool;
  thread: PageThread;
}

/** @throws ListMoved when something changed while it was read, SyncProblem `unproven` when it did not and is wrong */
async function prove(job: LoadJob, { plan, digests, differences, spool, thread }: Proof): Promise<void> {
  const unchanged = async () => {
    const after = await readSummary(job);
    if ((await after.digests.multiset()) !== plan.summary.hash)
      throw new ListMoved('the summary changed while lines were read');
  };
  await unchanged();
  const twins: LineFactName[] = [];
  for (const fact of LINE_FACTS) if (await digests[fact].hasTwins()) twins.push(fact);
  const confirmed = new Set<LineFactName>();
  for (;;) {
    const verdict = judge({ lagging: mayLag(job.cycle, new Date(plan.asOf)), differences, twins, confirmed });
    if (verdict.kind === 'publish') break;
    if (verdict.kind === 'refuse') throw new SyncProblem('unproven', wordsOf(differences));
    await together(
      verdict.facts.map(async (fact) => {
        const again = await readAgain({ spool, thread }, job, { plan, fact });
        if ((await again.multiset()) !== (await digests[fact].multiset()))
          throw new ListMoved(`${LIST_NAMES[fact]}: a second reading brought other rows`);
        confirmed.add(fact);
      }),
    );
    await unchanged();
  }
}

/** For people, in the log and on the page. */
const wordsOf = (differences: readonly Difference[]): string =>
  `Two readings agree, but lines and summary do not: ${differences
    .map(({ view, amount, currency, difference }) => `${view}, ${amount}: ${difference} ${currency}`)
    .join('; ')}.`;
