import 'server-only';

import { setMaxListeners } from 'node:events';
import type { BssAccount } from '@/lib/bss/account.server';
import type { CallOptions } from '@/lib/bss/call.server';
import { walk, type Window, windowsOf } from '@/lib/bss/paging/windows';
import type { Cycle } from '@/lib/cycles';
import type { FactRecords } from '@/lib/ledger/facts';
import type { CodeNames } from '@/lib/ledger/code-names';
import { nativeBlock } from '@/lib/ledger/native-block';
import { rowDigests } from '@/lib/ledger/row-digest';
import { placesFrom, storedColumns } from '@/lib/ledger/stored-columns';
import type { RecordColumns } from '@/lib/record-columns';
import { inTurn } from '@/lib/turns.server';
import { refuseForeign } from './foreign';
import type { ListDigests } from './list-digests.server';
import { ListMoved } from './problem';
import type { PageStore } from './spool/page-store.server';
import type { StoredPage } from './spool/page-file.server';

export const PAGE = 1000;
const BY_DAY = 2;
const SINGLE_CHARGES = 3;
/** Beyond any account: a count that is larger is a fault, and its windows alone would hold the process up. */
const MOST_LINES = 10_000_000;

export type LineFact = 'usage_lines' | 'fee_lines';
export const LINE_FACTS = ['usage_lines', 'fee_lines'] as const satisfies readonly LineFact[];

export interface ListSource {
  bss: Pick<BssAccount, 'queryUsageRecords' | 'listFeeRecords'>;
  domainId: string;
  currency: string;
  cycle: Cycle;
  call: CallOptions;
}

export interface ReadPage<F extends LineFact> {
  total: number;
  currency: string;
  rows: RecordColumns<FactRecords[F]>;
}

export async function readPage<F extends LineFact>(source: ListSource, fact: F, page: Window): Promise<ReadPage<F>> {
  const { bss, cycle, call, currency } = source;
  const own = { ...page, cycle, method: 'oneself' } as const;
  if (fact === 'usage_lines') {
    const answer = await bss.queryUsageRecords({ ...own, statistic_type: BY_DAY }, call);
    const rows = answer.monthly_records as RecordColumns<FactRecords[F]>;
    return { total: answer.total_count, currency: answer.currency ?? currency, rows };
  }
  const answer = await bss.listFeeRecords({ ...own, statistic_type: SINGLE_CHARGES }, call);
  const rows = answer.fee_records as RecordColumns<FactRecords[F]>;
  return { total: answer.total_count, currency: answer.currency ?? currency, rows };
}

export interface ListPlan {
  /** `total_count` that every answer must have. */
  total: number;
  /** Rows that the service gives at once. */
  step: number;
}

export interface ListReading<F extends LineFact> {
  source: ListSource;
  fact: F;
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
  onPage?: (rows: number) => void;
  /** Gets what codes of the lines are called. */
  names?: CodeNames;
}

/**
 * Reads what is missing of a list, page by page, each checked and kept as one. Every answer has the same count, the rows
 * that its place should have, and nothing comes after the end.
 * @throws ListMoved when the pages do not make one list, SyncProblem `foreign_rows`
 */
export async function readList<F extends LineFact>(reading: ListReading<F>): Promise<ListPlan> {
  const { digests, store } = reading;
  // When one page is of no use the others are not waited for, minutes if need be.
  const ended = new AbortController();
  const { signal } = reading.source.call;
  const call = { ...reading.source.call, signal: signal ? AbortSignal.any([signal, ended.signal]) : ended.signal };
  // Every page that is asked for listens.
  setMaxListeners(0, call.signal);
  const source = { ...reading.source, call };
  const take = async (window: Window, total: number | null) => {
    const { kept, ...page } = await receive({ ...reading, source }, window, total);
    if (kept) {
      await store.add(kept, kept.rows === page.total);
      digests.keep(kept.offset, kept.digests);
      reading.onPage?.(kept.rows);
    }
    return page;
  };
  const rowsThere = digests.count;
  let plan = reading.plan;
  if (!plan) {
    const first = await take({ offset: 0, limit: PAGE }, null);
    const given = first.rows.length;
    // Fewer than asked for, and not the end: the service gives smaller pages than documented.
    plan = { total: first.total, step: given > 0 && given < Math.min(first.total, PAGE) ? given : PAGE };
    await reading.onPlan?.(plan);
  }
  await reading.onBegin?.(plan, rowsThere);
  const { total, step } = plan;
  const windows = missingWindows(digests, plan);
  if (total > 0 && total % step === 0) windows.push({ offset: total, limit: step });
  const orEndAll = (error: unknown) => {
    ended.abort(error);
    throw error;
  };
  const sound = await walk((window) => take(window, total).catch(orEndAll), windows, {
    total,
    parallel: reading.pages,
    accept: () => true,
  });
  if (!sound || digests.count !== total) throw new ListMoved();
  await store.flush();
  return plan;
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
}

/**
 * A page as what is kept of it. Its records end here, so that none waits for the ledger: what lives long in such numbers
 * is copied by the garbage collector again and again.
 */
async function receive<F extends LineFact>(
  { source, fact, store, names, digests: there }: ListReading<F>,
  window: Window,
  expected: number | null,
): Promise<Received> {
  const { total, currency, rows: records } = await readPage(source, fact, window);
  refuseForeign(fact, source, { currency, rows: records });
  const rows = records.length;
  const room = Math.max(0, Math.min(window.limit, total - window.offset));
  if ((expected !== null && total !== expected) || total > MOST_LINES || rows > room) throw new ListMoved();
  // After a crash the first answer may be stored already: it is not stored twice, and the proof compares the rest.
  if (rows === 0 || there.has(window.offset)) return { total, rows: { length: rows }, kept: null };
  names?.take(fact, records);
  const { offset } = window;
  // The version is written when they are stored: whoever goes on with the load does so under another.
  const place = { version: 0, account: source.domainId, cycle: source.cycle, currency, position: offset };
  const columns = storedColumns(fact, { places: placesFrom(place, rows), records });
  const digests = await inTurn(() => rowDigests(columns), 'begun');
  const block = store.takesBlocks ? await inTurn(() => nativeBlock(columns), 'begun') : Buffer.alloc(0);
  return { total, rows: { length: rows }, kept: { offset, rows, digests, block } };
}
