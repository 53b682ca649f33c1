import 'server-only';

import { Gather } from '@/lib/gather';
import { amountColumns, type FactName } from './facts';
import type { Ledger } from './ledger';
import { rowDigest, storedValues } from './row-digest';
import type { StoredFact, StoredVersion } from './stored-version';
import { columnNames, facts, quoted } from './tables';

const SCAN_SECONDS = 110;

/** What the ledger itself has of a version: asked after a load, since what was acknowledged is what counts. */
export async function storedVersion(ledger: Ledger, version: number, signal?: AbortSignal): Promise<StoredVersion> {
  const [stored] = await storedVersions(ledger, [version], signal);
  return stored as StoredVersion;
}

/** Versions that are asked about together, and how long after one question those that end meanwhile wait for each other. */
const TOGETHER = { most: 8, pauseMs: 150 };
const gathers = new WeakMap<Ledger, Gather<number, StoredVersion>>();

/**
 * The same for one of many loads that end: those that wait are asked about in one question, since each costs the engine
 * as much as tens of thousands of lines.
 */
export async function storedTogether(ledger: Ledger, version: number): Promise<StoredVersion> {
  const gather = gathers.get(ledger) ?? new Gather((versions) => storedVersions(ledger, versions), TOGETHER);
  gathers.set(ledger, gather);
  // The lines of another may be damaged, or all of them too many.
  return gather.add(version).catch(() => storedVersion(ledger, version));
}

async function storedVersions(
  ledger: Ledger,
  versions: readonly number[],
  signal?: AbortSignal,
): Promise<StoredVersion[]> {
  const all = await Promise.all(facts.map((fact) => storedFacts(ledger, { fact, versions, signal })));
  return versions.map(
    (version) =>
      Object.fromEntries(facts.map((fact, index) => [fact, all[index]?.get(version)])) as unknown as StoredVersion,
  );
}

interface Asked {
  fact: FactName;
  version: number;
  signal?: AbortSignal;
}

type Row = Record<string, string> & { version: number };

async function storedFacts(
  ledger: Ledger,
  { fact, versions, signal }: Omit<Asked, 'version'> & { versions: readonly number[] },
): Promise<Map<number, StoredFact>> {
  const sums = amountColumns(fact).map((name) => `sum(${quoted(name)}) AS ${quoted(name)}`);
  const place = 'uniqExact(position) AS _places, max(position) AS _last';
  const ask = (columns: string, by: string, some: readonly number[]) =>
    ledger.read<Row>(
      {
        sql:
          `SELECT ${by}, ${columns} FROM ledger.${fact} WHERE version IN {versions:Array(UInt32)} ` +
          `GROUP BY ${by} ORDER BY ${by}`,
        params: { versions: some },
      },
      { signal, maxSeconds: SCAN_SECONDS, background: true },
    );
  // One question as a rule: each costs the engine some milliseconds, however few rows there are.
  const byCurrency = await ask(`count() AS _rows, ${place}, ${sums.join(', ')}`, 'version, currency', versions);
  const of = (version: number) => byCurrency.filter((row) => Number(row.version) === version);
  const mixed = versions.filter((version) => of(version).length > 1);
  const whole = mixed.length > 0 ? await ask(place, 'version', mixed) : [];
  return new Map(
    versions.map((version) => {
      const own = of(version);
      const all = own.length > 1 ? whole.find((row) => Number(row.version) === version) : own[0];
      return [version, storedOf(own, all)] as const;
    }),
  );
}

function storedOf(byCurrency: readonly Row[], all: Row | undefined): StoredFact {
  const rows = byCurrency.reduce((total, row) => total + Number(row._rows), 0);
  return {
    rows,
    inPlace: Number(all?._places ?? 0) === rows && (rows === 0 || Number(all?._last) === rows - 1),
    sums: Object.fromEntries(
      byCurrency.map(({ currency = '', version: _version, _rows, _places, _last, ...amounts }) => [
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
