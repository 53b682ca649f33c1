import 'server-only';

import type { FactName } from '@/lib/ledger/facts';
import type { RowValues } from '@/lib/ledger/stored-columns';
import { facts } from '@/lib/ledger/tables';
import { readFileBack } from './files.server';
import { linesOf } from './lines';
import type { Manifest } from './manifest.server';
import { Refused } from './refused';
import { faultsOf, type Scanned, scanRows } from './scan-rows.server';
import type { TableRow } from '@/lib/state/tables.server';

/** A table of the state of a backup. @throws Refused when it is damaged */
export async function readTable(folder: string, table: Manifest['state']['tables'][number]): Promise<TableRow[]> {
  const rows = await readFileBack(folder, table.file, async (text) => {
    const read: TableRow[] = [];
    for await (const lines of linesOf(text)) for (const line of lines) read.push(JSON.parse(line) as TableRow);
    return read;
  });
  if (rows.length !== table.rows) throw new Refused(`${table.file.path} has ${rows.length} of ${table.rows} rows`);
  return rows;
}

export type VersionOfBackup = Manifest['ledger']['versions'][number];

interface Reading {
  manifest: Manifest;
  version: VersionOfBackup;
  onRows?: (fact: FactName, rows: RowValues[]) => Promise<void>;
}

/**
 * Every line of a version, compared with what was recorded when it was published.
 * @throws Refused when a file is damaged, or says something else
 */
export async function readVersion(folder: string, { manifest, version, onRows }: Reading): Promise<void> {
  const scanned: Partial<Record<FactName, Scanned>> = {};
  for (const fact of facts) {
    const shape = { fact, columns: manifest.ledger.columns[fact] };
    scanned[fact] = await readFileBack(folder, version.files[fact], (text) =>
      scanRows(text, shape, (rows) => onRows?.(fact, rows) ?? Promise.resolve()),
    );
  }
  const faults = await faultsOf(scanned as Record<FactName, Scanned>, version);
  if (faults.length > 0) throw new Refused(`${wordsOf(version)} is damaged in the backup: ${faults.join(', ')}`);
}

export const wordsOf = ({ account, cycle, version }: { account: string; cycle: string; version: number }): string =>
  `${cycle} of account ${account} (version ${version})`;

/** For the terminal: months that are shown, and those that they replaced, which are kept for comparison. */
export function monthsOf(versions: readonly Pick<VersionOfBackup, 'status'>[]): string {
  const shown = versions.filter(({ status }) => status === 'published').length;
  const replaced = versions.length - shown;
  return `${shown} ${shown === 1 ? 'month' : 'months'}${replaced > 0 ? ` (and ${replaced} replaced)` : ''}`;
}

/** For the terminal, after every line of it was read. */
export const foundRight = ({ rows, ...version }: VersionOfBackup): string =>
  `${wordsOf(version)}: ${rows.usage} usage, ${rows.fee} expenditure and ${rows.summary} summary lines; sums and hash are right`;
