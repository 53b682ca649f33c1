import { Quota } from '../../sandbox/gate/quota';
import { type Sandbox, startSandbox } from '../../sandbox/server/start';
import { type BssAccount, createBssAccount } from './account.server';
import type { BssConnection } from './connection';
import type { ObservedCall } from './observed-call';
import { readProven } from './paging.server';
import { Quotas } from './quota.server';
import { type Guards, makeGuards } from './resilience/guards';
import { SkippingTime } from './skipping-time.test.fixture';
import { Transport, type TransportOptions } from './transport.server';

export interface JournalRow {
  arrivedMs: number;
  operation: string | null;
  status: number | null;
  code: string | null;
  fault: { kind: string } | null;
  hungUp: boolean;
}

/** One client, new for each test, against a sandbox that all tests of a file share. */
export interface Bench {
  time: SkippingTime;
  guards: Guards;
  connection: BssConnection;
  /** Another account, or the same with another key. */
  connect(changes?: Partial<BssConnection>, index?: number): BssAccount;
  bss: BssAccount;
  calls: ObservedCall[];
  close(): Promise<void>;
}

/** What the sandbox is told and asked; its clock follows the skipped time of the test that runs. */
export class MatrixSandbox {
  time = new SkippingTime();

  private constructor(readonly sandbox: Sandbox) {}

  static async start(lines: number): Promise<MatrixSandbox> {
    const holder: { matrix?: MatrixSandbox } = {};
    const now = Date.parse('2026-11-22T04:00:00Z');
    const size = { months: 6, lines, accounts: 2, hostile: false };
    const ports = { port: 0, controlPort: 0 };
    const sandbox = await startSandbox({ ...ports, ...size, site: 'intl', seed: 7, now }, () =>
      (holder.matrix?.time.wallClock() ?? new Date()).getTime(),
    );
    holder.matrix = new MatrixSandbox(sandbox);
    return holder.matrix;
  }

  /** A client that has called nothing yet, no faults, no locks and an empty journal. */
  open(options: TransportOptions = {}): Bench {
    const { parts, endpoint } = this.sandbox;
    parts.faults.clear();
    parts.gate.reset();
    parts.journal.clear();
    const time = new SkippingTime();
    this.time = time;
    // The time that the last test skipped has not been, and its calls were not either.
    parts.quota = new Quota(() => time.wallClock().getTime());
    const transport = new Transport({ now: time.wallClock, ...options });
    const guards = makeGuards({ timing: time, wallClock: time.wallClock });
    const calls: ObservedCall[] = [];
    const deps = {
      quotas: new Quotas({ timing: time }),
      transport: time.watch(transport),
      guards,
      observe: (call: ObservedCall) => calls.push(call),
    };
    const accountOf = (index: number): BssConnection => ({
      ...JSON.parse(this.sandbox.announcement).accounts[index],
      endpoint,
      site: 'intl',
    });
    const connect = (changes: Partial<BssConnection> = {}, index = 0) =>
      createBssAccount({ ...accountOf(index), ...changes }, deps);
    return {
      time,
      guards,
      connection: accountOf(0),
      connect,
      bss: connect(),
      calls,
      close: () => transport.close(),
    };
  }

  fault(fault: Record<string, unknown>): void {
    this.sandbox.parts.faults.add(fault);
  }

  clearFaults(): void {
    this.sandbox.parts.faults.clear();
  }

  journal(operation: string | null = null): JournalRow[] {
    return this.sandbox.parts.journal.find({ operation, account: null, since: null, status: null, limit: 1e6 }).entries;
  }

  async control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(this.sandbox.control + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return (await answer.json()) as Record<string, unknown>;
  }
}

/** A closed month of bill lines, as the sync reads it. */
export const readFees = (
  { time, bss }: Bench,
  { pageSize = 50, order = 'kept' }: { pageSize?: number; order?: 'kept' | 'any' } = {},
) =>
  time.until(
    readProven(
      async (page) => {
        const query = { cycle: '2026-10', method: 'oneself' as const, ...page };
        const { total_count, fee_records } = await bss.listFeeRecords(query, { priority: 'sync' });
        return { total: total_count, rows: [...fee_records] };
      },
      { pageSize, maxRows: 10_000, agreeing: 2, order },
    ),
  );
