import 'server-only';

import { type ClickHouseClient, type ClickHouseSettings, createClient } from '@clickhouse/client';

export interface Endpoint {
  url: string;
  username?: string;
  password?: string;
}

export type Purpose = 'read' | 'stream' | 'background' | 'insert' | 'change';

/** At once, for each purpose: downloads and proofs that take minutes must not keep a page waiting, and memory is bounded. */
export const AT_ONCE: Readonly<Record<Purpose, number>> = { read: 6, stream: 4, background: 4, insert: 4, change: 2 };
/** Without a byte. */
const SILENCE_MS = 130_000;

const SETTINGS = {
  output_format_json_quote_decimals: 1,
  output_format_decimal_trailing_zeros: 0,
  output_format_json_quote_64bit_integers: 1,
  async_insert: 0,
  // A question that is asked for the third time would wait until it is compiled, 50 to 300 ms, and is no faster after it.
  compile_expressions: 0,
  compile_aggregate_expressions: 0,
  compile_sort_description: 0,
} as const;

/** Of few rows, or for nobody who waits: threads that write an answer out side by side take a millisecond to begin. */
const BRIEF: ClickHouseSettings = { output_format_parallel_formatting: 0 };
/** What nobody waits for at a page: threads of the engine that do it let the others go first, where the system permits. */
const BESIDE: ClickHouseSettings = { os_thread_priority: '10' };

const OF_PURPOSE: Readonly<Record<Purpose, ClickHouseSettings>> = {
  read: BRIEF,
  stream: {},
  background: { ...BRIEF, ...BESIDE },
  insert: BESIDE,
  change: {},
};

/** Connections to the endpoints that are in use. */
export class Connections {
  readonly #settings: ClickHouseSettings;
  readonly #clients = new Map<string, Map<Purpose, ClickHouseClient>>();

  constructor(settings: ClickHouseSettings) {
    this.#settings = { ...SETTINGS, ...settings };
  }

  to(endpoint: Endpoint, purpose: Purpose): ClickHouseClient {
    const key = keyOf(endpoint);
    const clients = this.#clients.get(key) ?? new Map<Purpose, ClickHouseClient>();
    this.#clients.set(key, clients);
    const known = clients.get(purpose);
    if (known) return known;
    const client = createClient({
      ...endpoint,
      request_timeout: SILENCE_MS,
      max_open_connections: AT_ONCE[purpose],
      clickhouse_settings: { ...this.#settings, ...OF_PURPOSE[purpose] },
      keep_alive: { enabled: true, idle_socket_ttl: 2000 },
      log: { level: 127 },
    });
    clients.set(purpose, client);
    return client;
  }

  /** Closes every connection to an endpoint, whatever is on its way there. */
  async forget(endpoint: Endpoint): Promise<void> {
    const clients = this.#clients.get(keyOf(endpoint));
    this.#clients.delete(keyOf(endpoint));
    await Promise.all([...(clients?.values() ?? [])].map((client) => client.close()));
  }

  async close(): Promise<void> {
    const all = [...this.#clients.values()].flatMap((clients) => [...clients.values()]);
    this.#clients.clear();
    await Promise.all(all.map((client) => client.close()));
  }
}

const keyOf = ({ url, username, password }: Endpoint): string => JSON.stringify([url, username, password]);
