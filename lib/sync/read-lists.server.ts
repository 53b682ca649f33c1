import 'server-only';

import type { LineFactName } from '@/lib/ledger/line-fact';
import type { RowBlock } from '@/lib/ledger/ledger';
import { numbered } from '@/lib/ledger/native-block';
import { saveLoadPlan } from '@/lib/state/loads.server';
import type { Load, LoadDeps, LoadPlan, LoadSource } from './begin-load.server';
import { ListDigests } from './list-digests.server';
import { LINE_FACTS, type ListReading, readList } from './list-reader.server';
import type { ListProgress } from './progress';
import { PageStore, type PageStoreOptions } from './spool/page-store.server';
import { together } from './together';

/** What is told while lists are read. */
export interface ListsProgress {
  onList(list: ListProgress): void;
  onPage(fact: LineFactName, rows: number): void;
}

export interface ListsJob extends LoadSource {
  progress: ListsProgress;
  /** Pages of each list that may be on their way at once. */
  pages: number;
}

/**
 * What is missing of both lists. As a rule there are more charges than days of usage (contract 2.f, 2.g), and the longer
 * list decides when all has come: where the first pages of many months come at once, those of charges come first.
 */
export async function readLists(deps: LoadDeps, job: ListsJob, load: Load): Promise<void> {
  const { version, plan, digests, begun, names } = load;
  const { db, ledger, spool, thread } = deps;
  const storeAs = (fact: LineFactName) => (blocks: readonly RowBlock[]) =>
    ledger.store(
      fact,
      blocks.map((block) => numbered(block, version)),
    );
  let onCharges = () => {};
  const chargesKnown = new Promise<void>((resolve) => {
    onCharges = resolve;
  });
  const read = (fact: LineFactName) =>
    readSpooled(
      { path: spool.pathOf(plan.spooled, fact), store: storeAs(fact) },
      {
        source: job,
        fact,
        thread,
        pages: job.pages,
        digests: digests[fact],
        begun,
        names: names ?? undefined,
        plan: plan.lists[fact],
        onPlan: async (list) => {
          plan.lists[fact] = list;
          // Each write waits for the disk; while no plan is kept, one page of each list is read again at most.
          const lists = LINE_FACTS.map((each) => plan.lists[each]);
          if (lists.every((known) => known) && lists.some((known) => known && known.total > known.step)) {
            await saveLoadPlan(db, version, JSON.stringify(plan));
          }
        },
        onBegin: async ({ total, step }, rowsThere) => {
          job.progress.onList({ list: fact, rows: total, pages: Math.ceil(total / step), rowsThere });
          if (fact === 'fee_lines') onCharges();
          // A second reading proves what was read before it.
          if (rowsThere < total) await spool.dropList(plan.spooled, againOf(fact));
        },
        onPage: (rows) => job.progress.onPage(fact, rows),
      },
    );
  const charges = read('fee_lines');
  const usage = Promise.race([chargesKnown, charges]).then(() => read('usage_lines'));
  await together([begun, charges, usage]);
}

/** A list once more, which goes nowhere but into the spool. @returns what it has, to be compared */
export async function readAgain(
  { spool, thread }: Pick<LoadDeps, 'spool' | 'thread'>,
  job: ListsJob,
  { plan, fact }: { plan: LoadPlan; fact: LineFactName },
): Promise<ListDigests> {
  const digests = new ListDigests();
  const path = spool.pathOf(plan.spooled, againOf(fact));
  const list = { fact, thread, plan: plan.lists[fact], digests };
  await readSpooled({ path, store: null }, { source: job, pages: job.pages, ...list });
  return digests;
}

/** What a second reading of a list has in the spool. */
const againOf = (fact: LineFactName): string => `${fact}-again`;

/** Reads a list through the spool, where what has come stays for whoever goes on. */
async function readSpooled(
  to: Pick<PageStoreOptions, 'path' | 'store'>,
  reading: Omit<ListReading, 'store'>,
): Promise<void> {
  const store = await PageStore.open({ ...to, digests: reading.digests });
  await readList({ ...reading, store }).finally(() => store.close());
}
