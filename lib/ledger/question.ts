import type { Query, ReadOptions } from './ledger';

/** Longest time of a question in the engine, unless it asks for another. */
export const READ_SECONDS = 30;

/** A question as the client sends it: read only, in bounded time, and on one thread when nobody waits for it. */
export const question = ({ sql, params }: Query, { maxSeconds = READ_SECONDS, background = false }: ReadOptions) => ({
  query: sql,
  query_params: { ...params },
  // Only a question that says so itself is ended by the engine when its reader leaves.
  clickhouse_settings: {
    readonly: '2',
    max_execution_time: maxSeconds,
    ...(background ? { max_threads: 1 } : {}),
  } as const,
});
