import type { Readable } from 'node:stream';
import type { FactName } from './facts';
import type { PlacedRecord, RowValues } from './stored-columns';

/** A SELECT with its parameters, which are named `{name:Type}` in the text. */
export interface Query {
  sql: string;
  params?: Readonly<Record<string, unknown>>;
}

export interface ReadOptions {
  signal?: AbortSignal;
  /** Longest time in the engine, seconds; 30 unless given. */
  maxSeconds?: number;
  /** For a question that names its versions, whose answer never changes: it is kept for whoever asks the same. */
  keep?: boolean;
  /** Of an answer that other questions were asked for already: it goes before those of answers that were not begun. */
  follows?: boolean;
  /** For proofs and scans, which nobody watches: on connections and a thread of their own, beside those of pages. */
  background?: boolean;
}

/** Rows of one version as the engine takes them: what `nativeBlock` makes. */
export interface RowBlock {
  bytes: Buffer;
  rows: number;
}

export interface LedgerStatus {
  /** `starting` until it first answers; `down` while it does not. */
  state: 'starting' | 'ready' | 'down';
  /** ISO instant of the machine's clock. */
  since: string;
  /** Why it is down, in words for an administrator. */
  reason: string | null;
  /** Changes whenever what the ledger holds may have changed without us: what was counted is to be counted again. */
  epoch: number;
}

/**
 * Every bill line ever, in ClickHouse: embedded, a server or a cluster. A row belongs to a version; readers name the
 * versions that are published, and never see another. All methods throw AppError `ledger_unavailable` (503, with
 * `retryAfter`) when the engine does not answer, `ledger_busy` when it has no place, and `ledger_limit` when a question is too large for its limits.
 */
export interface Ledger {
  /** Rows of a question, read only, in bounded time and memory. Decimals and 64-bit integers are text. */
  read<Row>(query: Query, options?: ReadOptions): Promise<Row[]>;
  /** The same in parts, for files; the engine stops when the reader leaves. An error in the middle is thrown, never a silent end. */
  stream<Row>(query: Query, options?: ReadOptions): AsyncIterable<Row[]>;
  /** Stores records of one version durably before it resolves; all of them in one block, or an error. */
  insert<F extends FactName>(fact: F, records: readonly PlacedRecord<F>[]): Promise<void>;
  /** The same for rows that were encoded already, as they came in. */
  store(fact: FactName, blocks: readonly RowBlock[]): Promise<void>;
  /** Stores the rows of a version once more under another number. When it fails, any of them may be there. */
  copyVersion(from: number, to: number): Promise<void>;
  /** Adds the lines of a version up into its sums by day and by month (rollup/tables.ts), under a fresh number. */
  rollUp(version: number, build: number): Promise<void>;
  /** Deletes sums in the background. Idempotent. */
  dropBuilds(builds: readonly number[]): Promise<void>;
  /** Removes every row of a version from every fact. Idempotent. */
  dropVersion(version: number): Promise<void>;
  /** The same for one that is damaged: its files stay, apart from the tables. Idempotent. */
  setAside(version: number): Promise<void>;
  /** @throws AppError when the ledger cannot answer */
  ping(): Promise<void>;
  status(): LedgerStatus;
}

/** What copies of a ledger are made of and made into: lines as they are stored, exact to the last digit. */
export interface LedgerCopies extends Ledger {
  /** When a question last met lines that are damaged, milliseconds; null when none has. */
  damageMet(): number | null;
  /**
   * The rows of one fact of a version, each a JSON array of its columns and a line, in no order, just as the engine
   * sends them. What fails in the middle may end it early: who reads it must count.
   */
  copyOut(fact: FactName, version: number, options: CopyOptions): Promise<Readable>;
  /** Stores rows of such lines durably; all of them in one block, or an error. */
  copyIn(fact: FactName, columns: readonly string[], rows: readonly RowValues[]): Promise<void>;
}

export interface CopyOptions {
  columns: readonly string[];
  signal?: AbortSignal;
}
