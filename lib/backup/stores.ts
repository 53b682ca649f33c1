/** Where a portal has its stores, as its environment says. */
export interface Stores {
  dataDirectory: string;
  /** postgres:// URL; null for the SQLite file in the data folder. */
  databaseUrl: string | null;
  /** null for the embedded engine in the data folder. */
  ledgerServers: {
    urls: readonly string[];
    cluster: { name: string; ddl: 'on-cluster' | 'each-node' } | null;
  } | null;
}
