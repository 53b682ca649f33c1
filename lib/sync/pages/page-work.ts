import type { FeeRecordPage } from '@/lib/bss/operations/list-fee-records';
import type { UsageRecordPage } from '@/lib/bss/operations/query-usage-records';
import type { Window } from '@/lib/bss/paging/windows';
import type { Cycle } from '@/lib/cycles';
import { type CodeName, CodeNames } from '@/lib/ledger/code-names';
import type { FactRecords } from '@/lib/ledger/facts';
import type { LineFactName } from '@/lib/ledger/line-fact';
import type { BlockBuffer } from '@/lib/ledger/block-buffer';
import { nativeBlock } from '@/lib/ledger/native-block';
import { rowDigests } from '@/lib/ledger/row-digest';
import { placesFrom, storedColumns } from '@/lib/ledger/stored-columns';
import type { RecordColumns } from '@/lib/record-columns';
import { refuseForeign } from '../foreign';
import { refuseImmense } from '../immense';
import { LIST_NAMES, ListMoved } from '../problem';

/** Beyond any account: a count that is larger is a fault, and its windows alone would hold the process up. */
const MOST_LINES = 10_000_000;

/** What is known of a page before its answer comes, and what is to be made of it. */
export interface PageJob {
  fact: LineFactName;
  domainId: string;
  /** ISO 4217, of the account. */
  currency: string;
  cycle: Cycle;
  window: Window;
  /** `total_count` that the answer must have; null for the first one. */
  expected: number | null;
  /** `rows`: how many there are; `digests`: to compare it with an earlier reading; `block`: to store it as well. */
  make: 'rows' | 'digests' | 'block';
}

/** A page as the ledger keeps it: its records have ended. */
export interface WorkedPage {
  total: number;
  rows: { length: number };
  /** Of its rows, as `rowDigests` gives them; empty when only rows were wanted. */
  digests: Buffer;
  /** As `nativeBlock` gives it, without a version; empty when it was not wanted. */
  block: Buffer;
  /** What codes of its lines are called. */
  names: readonly CodeName[];
}

export type PageAnswer = UsageRecordPage | FeeRecordPage;

export interface ReadPage {
  total: number;
  currency: string;
  rows: RecordColumns<FactRecords[LineFactName]>;
}

/** An answer of either list, by the same names. */
export function pageOf(answer: PageAnswer, currency: string): ReadPage {
  const rows = 'monthly_records' in answer ? answer.monthly_records : answer.fee_records;
  return { total: answer.total_count, currency: answer.currency ?? currency, rows };
}

const NOTHING = Buffer.alloc(0);

/** @throws ListMoved for a page that cannot be a part of the list */
function refuseMoved({ fact, window, expected }: PageJob, { total, rows }: { total: number; rows: number }): void {
  const moved = (what: string) => new ListMoved(`${LIST_NAMES[fact]}: ${what}`);
  if (expected !== null && total !== expected) throw moved(`${expected} rows were counted, and then ${total}`);
  if (total > MOST_LINES) throw moved(`${total} rows were counted, more than a month can have`);
  const room = Math.max(0, Math.min(window.limit, total - window.offset));
  if (rows > room) throw moved(`${rows} rows came where ${room} can be`);
}

/**
 * Checks a page and makes of it what is kept. What lives long in such numbers as records do is copied by the garbage
 * collector again and again: here they end.
 * @param memory for the block, which is valid until it is used again; fresh memory when absent
 * @throws SyncProblem `foreign_rows`, `immense`, ListMoved when it cannot be a part of the list
 */
export function workPage(job: PageJob, answer: PageAnswer, memory?: BlockBuffer): WorkedPage {
  const { fact, domainId, currency, cycle, window, make } = job;
  const { total, rows: records, ...own } = pageOf(answer, currency);
  refuseForeign(fact, { domainId, currency, cycle }, { ...own, rows: records });
  refuseImmense(fact, records);
  const rows = records.length;
  refuseMoved(job, { total, rows });
  if (rows === 0 || make === 'rows')
    return { total, rows: { length: rows }, digests: NOTHING, block: NOTHING, names: [] };
  const names = new CodeNames();
  names.take(fact, records);
  // The version is written when they are stored: whoever goes on with the load does so under another.
  const place = { version: 0, account: domainId, cycle, currency: own.currency, position: window.offset };
  const columns = storedColumns(fact, { places: placesFrom(place, rows), records });
  const block = make === 'block' ? nativeBlock(columns, memory) : NOTHING;
  return { total, rows: { length: rows }, digests: rowDigests(columns), block, names: names.all };
}
