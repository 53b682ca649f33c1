import 'server-only';

import type { Readable } from 'node:stream';
import type { FactName } from '@/lib/ledger/facts';
import type { TableRow } from '@/lib/state/tables.server';

/** State as of one instant. */
export interface Snapshot {
  /** ISO instant of the machine's clock. */
  takenAt: string;
  /** Name of the newest migration that its tables have. */
  migration: string;
  tables: ReadonlyMap<string, readonly TableRow[]>;
}

/** Where a backup comes from: a running portal, or the files and servers themselves. */
export interface BackupSource {
  /** From now until {@link close} no lines that it names are dropped. @throws Refused while another backup is made */
  snapshot(): Promise<Snapshot>;
  /** The rows of a fact of a version, as `LedgerCopies.copyOut` gives them. */
  lines(fact: FactName, version: number): Promise<Readable>;
  close(): Promise<void>;
}
