import 'server-only';

import { amountColumns, type FactName } from './facts';
import type { Ledger } from './ledger';
import { rowDigest, storedValues } from './row-digest';
import type { StoredFact, StoredVersion } from './stored-version';
import { columnNames, facts, quoted } from './tables';

const SCAN_SECONDS = 110;

/** What the ledger itself has of a version: asked after a load, since what was acknowledged is what counts. */
export async function storedVersion(ledger: Ledger, version: number, signal?: AbortSignal): Promise<StoredVersion> {
  const all = await Promise.all(facts.map((fact) => storedFact(ledger, { fact, version, signal })));
  return Object.fromEntries(all.map((stored, index) => [facts[index], stored])) as unknown as StoredVersion;
}

interface Asked {
  fact: FactName;
  version: number;
  signal?: AbortSignal;
}

async function storedFact(ledger: Ledger, { fact, version, signal }: Asked): Promise<StoredFact> {
  const sums = amountColumns(fact).map((name) => `sum(${quoted(name)}) AS ${quoted(name)}`);
  const of = `FROM ledger.${fact} WHERE version = {version:UInt32}`;
  const place = 'uniqExact(position) AS _places, max(position) AS _last';
  const ask = (sql: string) =>
    ledger.read<Record<string, string>>(
      { sql, params: { version } },
      { signal, maxSeconds: SCAN_SECONDS, background: true },
    );
  // One question as a rule: each costs the engine some milliseconds, however few rows there are.
  const byCurrency = await ask(
    `SELECT currency, count() AS _rows, ${place}, ${sums.join(', ')} ${of} GROUP BY currency ORDER BY currency`,
  );
  const [all] = byCurrency.length > 1 ? await ask(`SELECT ${place} ${of}`) : byCurrency;
  const rows = byCurrency.reduce((total, row) => total + Number(row._rows), 0);
  return {
    rows,
    inPlace: Number(all?._places ?? 0) === rows && (rows === 0 || Number(all?._last) === rows - 1),
    sums: Object.fromEntries(
      byCurrency.map(({ currency = '', _rows, _places, _last, ...amounts }) => [
        currency,
        amounts as Record<string, string>,
      ]),
    ),
  };
}

/** Which of these versions the ledger has any rows of. */
export async function versionsIn(ledger: Ledger, versions: readonly number[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (const fact of facts) {
    const rows = await ledger.read<{ version: number }>({
      sql: `SELECT DISTINCT version FROM ledger.${fact} WHERE version IN {versions:Array(UInt32)}`,
      params: { versions },
    });
    for (const { version } of rows) found.add(version);
  }
  return found;
}

/** Reads every column of a version inside the engine, which checks each block. @throws AppError when one is damaged */
export async function scanVersion(ledger: Ledger, version: number, signal?: AbortSignal): Promise<void> {
  for (const fact of facts) {
    await ledger.read(
      {
        sql: `SELECT count() AS n FROM ledger.${fact} WHERE version = {version:UInt32} AND NOT ignore(*)`,
        params: { version },
      },
      { signal, maxSeconds: SCAN_SECONDS, background: true },
    );
  }
}

/** Digests of the rows of a version by their place, read back from what is stored. */
export async function* storedDigests(
  ledger: Ledger,
  { fact, version, signal }: Asked,
): AsyncGenerator<{ position: number; digest: string }[]> {
  const columns = columnNames(fact).map(quoted).join(', ');
  const rows = ledger.stream<Record<string, string | number | null>>(
    { sql: `SELECT ${columns} FROM ledger.${fact} WHERE version = {version:UInt32}`, params: { version } },
    { signal, maxSeconds: SCAN_SECONDS, background: true },
  );
  for await (const part of rows) {
    yield part.map((row) => ({ position: Number(row.position), digest: rowDigest(storedValues(fact, row)) }));
  }
}
