import 'server-only';

import { setMaxListeners } from 'node:events';
import type { BssAccount } from '@/lib/bss/account.server';
import type { Reader } from '@/lib/bss/reader';
import type { CallOptions } from '@/lib/bss/call.server';
import { walk, type Window, windowsOf } from '@/lib/bss/paging/windows';
import type { Cycle } from '@/lib/cycles';
import type { CodeNames } from '@/lib/ledger/code-names';
import type { LineFactName } from '@/lib/ledger/line-fact';
import { inTurn } from '@/lib/turns.server';
import type { ListDigests } from './list-digests.server';
import type { PageThread } from './pages/page-thread.server';
import { type PageAnswer, type PageJob, workPage } from './pages/page-work';
import { LIST_NAMES, ListMoved } from './problem';
import { together } from './together';
import type { PageStore } from './spool/page-store.server';
import type { StoredPage } from './spool/page-file.server';

export const PAGE = 1000;
const BY_DAY = 2;
const SINGLE_CHARGES = 3;

export const LINE_FACTS = ['usage_lines', 'fee_lines'] as const satisfies readonly LineFactName[];

export interface ListSource {
  bss: Pick<BssAccount, 'queryUsageRecords' | 'listFeeRecords'>;
  domainId: string;
  currency: string;
  cycle: Cycle;
  call: CallOptions;
}

/** One page as it comes. */
export function readPage(source: ListSource, fact: LineFactName, window: Window): Promise<PageAnswer>;
/** The same, or what `reader` made of it. */
export function readPage<Made>(
  source: ListSource,
  fact: LineFactName,
  window: Window & { reader: Reader<Made> },
): Promise<PageAnswer | Made>;
export async function readPage<Made = never>(
  { bss, cycle, call }: ListSource,
  fact: LineFactName,
  { offset, limit, reader }: Window & { reader?: Reader<Made> },
): Promise<PageAnswer | Made> {
  const own = { offset, limit, cycle, method: 'oneself' } as const;
  const options = { ...call, reader };
  if (fact === 'usage_lines') return bss.queryUsageRecords({ ...own, statistic_type: BY_DAY }, options);
  return bss.listFeeRecords({ ...own, statistic_type: SINGLE_CHARGES }, options);
}

export interface ListPlan {
  /** `total_count` that every answer must have. */
  total: number;
  /** Rows that the service gives at once. */
  step: number;
}

export interface ListReading {
  source: ListSource;
  fact: LineFactName;
  /** Pages that may be on their way at once. */
  pages: number;
  digests: ListDigests;
  /** Known when a load goes on after a crash. */
  plan?: ListPlan | null;
  /** Told when it is known how long the list is, with the rows of it that were there before. */
  onBegin?: (plan: ListPlan, rowsThere: number) => Promise<void>;
  /** Told as soon as the first answer says how long the list is. */
  onPlan?: (plan: ListPlan) => Promise<void>;
  /** Where pages go, each whole or not at all. */
  store: PageStore;
  /** Before it none is kept: a load without its beginning is not gone on with. */
  begun?: Promise<void>;
  onPage?: (rows: number) => void;
  /** Reads the answers. */
  thread: PageThread;
  /** Gets what codes of the lines are called. */
  names?: CodeNames;
}

/**
 * Reads what is missing of a list, page by page, each checked and kept as one. Every answer has the same count, the rows
 * that its place should have, and nothing comes after the end.
 * @throws ListMoved when the pages do not make one list, SyncProblem `foreign_rows`
 */
export async function readList(reading: ListReading): Promise<ListPlan> {
  const { digests, store } = reading;
  // When one page is of no use the others are not waited for, minutes if need be.
  const ended = new AbortController();
  const { signal } = reading.source.call;
  const call = { ...reading.source.call, signal: signal ? AbortSignal.any([signal, ended.signal]) : ended.signal };
  // Every page that is asked for listens.
  setMaxListeners(0, call.signal);
  const source = { ...reading.source, call };
  const orEndAll = (error: unknown) => {
    ended.abort(error);
    throw error;
  };
  const take = async (window: Window, total: number | null) => {
    const { kept, release, ...page } = await receive({ ...reading, source }, window, total);
    // Whoever cannot keep it gives up the list.
    if (kept) digests.keep(kept.offset, kept.digests);
    return { page, whenKept: keep(reading, kept, page.total).then(release) };
  };
  const taken = async (window: Window, total: number) => {
    const { page, whenKept } = await take(window, total);
    await whenKept;
    return page;
  };
  const rowsThere = digests.count;
  let { plan } = reading;
  let firstIsKept: Promise<void> | undefined;
  if (!plan) {
    const { page, whenKept } = await take({ offset: 0, limit: PAGE }, null);
    firstIsKept = whenKept.catch(orEndAll);
    const given = page.rows.length;
    // Fewer than asked for, and not the end: the service gives smaller pages than documented.
    plan = { total: page.total, step: given > 0 && given < Math.min(page.total, PAGE) ? given : PAGE };
  }
  const { total, step } = plan;
  const others = async (known: ListPlan) => {
    if (!reading.plan) await reading.onPlan?.(known);
    await reading.onBegin?.(known, rowsThere);
    const windows = missingWindows(digests, known);
    if (total > 0 && total % step === 0) windows.push({ offset: total, limit: step });
    return walk((window) => taken(window, total).catch(orEndAll), windows, {
      total,
      parallel: reading.pages,
      accept: () => true,
    });
  };
  // While the first page is on its way to the disk the others are asked for; if it does not get there, that is the reason.
  const [, sound] = await together([firstIsKept, others(plan)]);
  const moved = (what: string) => new ListMoved(`${LIST_NAMES[reading.fact]}: ${what}`);
  if (digests.count !== total) throw moved(`${total} rows were counted, and ${digests.count} came`);
  if (!sound) throw moved('pages of one reading contradict each other');
  await store.flush();
  return plan;
}

/** The page is where a killed process does not lose it. */
async function keep({ begun, store, onPage }: ListReading, page: StoredPage | null, total: number): Promise<void> {
  if (!page) return;
  await begun;
  await store.add(page, page.rows === total);
  onPage?.(page.rows);
}

/** Parts of the list that are not there yet. The last page reaches beyond the end, where rows nobody counted would show. */
export function missingWindows(digests: ListDigests, { total, step }: ListPlan): Window[] {
  return windowsOf(total, { first: step, step }).flatMap(({ offset, limit }) => {
    const end = Math.min(offset + limit, total);
    const windows: Window[] = [];
    for (let position = offset; position < end; position += 1) {
      if (digests.has(position)) continue;
      let stop = position + 1;
      while (stop < end && !digests.has(stop)) stop += 1;
      windows.push({ offset: position, limit: stop === total ? offset + limit - position : stop - position });
      position = stop;
    }
    return windows;
  });
}

interface Received {
  total: number;
  rows: { length: number };
  /** Null for rows that are there already, and for none. */
  kept: StoredPage | null;
  /** Nobody looks at what is kept any more. */
  release(): void;
}

/** A page as what is kept of it. */
async function receive(
  { source, fact, store, names, thread, digests: there }: ListReading,
  window: Window,
  expected: number | null,
): Promise<Received> {
  const { domainId, currency, cycle } = source;
  // After a crash the first answer may be stored already: it is not stored twice, and the proof compares the rest.
  const make = there.has(window.offset) ? 'rows' : store.takesBlocks ? 'block' : 'digests';
  const job: PageJob = { fact, domainId, currency, cycle, window, expected, make };
  const answer = await readPage(source, fact, { ...window, reader: thread.reader(job) });
  const page =
    'release' in answer ? answer : { ...(await inTurn(() => workPage(job, answer), 'begun')), release: () => {} };
  const { total, rows, digests, block, release } = page;
  if (digests.length === 0) return { total, rows, kept: null, release };
  for (const name of page.names) names?.add(name);
  return { total, rows, kept: { offset: window.offset, rows: rows.length, digests, block }, release };
}
