import 'server-only';

import { log } from '@/lib/log.server';
import { metrics } from '@/lib/metrics.server';
import { nameOf } from './faults';

export type QueryKind = 'read' | 'stream' | 'insert' | 'change';

const SLOW_SECONDS: Readonly<Record<QueryKind, number>> = { read: 1, stream: 300, insert: 2, change: 5 };
const SHOWN = 400;

/** Measures one statement; one line in the log when it was slow or failed: its text, which has no values, never these. */
export async function observed<T>(kind: QueryKind, sql: string, work: () => Promise<T>): Promise<T> {
  const done = begin(kind, sql);
  try {
    const answer = await work();
    done();
    return answer;
  } catch (error) {
    done(error);
    throw error;
  }
}

/** The same for work that is not one promise. @returns to be called when it ended, with what it failed with */
export function begin(kind: QueryKind, sql: string): (error?: unknown) => void {
  const started = performance.now();
  return (error) => {
    const seconds = (performance.now() - started) / 1000;
    const left = error instanceof Error && error.name === 'AbortError';
    const outcome = error === undefined ? 'ok' : left ? 'left' : 'failed';
    metrics().ledgerQuery.observe({ kind, outcome }, seconds);
    if (outcome === 'ok' && seconds < SLOW_SECONDS[kind]) return;
    const fields = { kind, ms: Math.round(seconds * 1000), sql: sql.slice(0, SHOWN) };
    if (outcome === 'failed') log.warn({ ...fields, fault: nameOf(error) }, 'ledger query failed');
    else if (outcome === 'ok') log.info(fields, 'ledger query was slow');
  };
}
