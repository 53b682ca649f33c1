import { type ColumnKind, type FactName, type FactPlace, type FactRecords, factColumns } from './facts';

/** A row as JSONCompactEachRow has it, in the order of `columnNames`. */
export type RowValues = (string | number | null)[];

const columnsOf = Object.fromEntries(
  Object.entries(factColumns).map(([fact, columns]) => [fact, Object.entries(columns)]),
) as Readonly<Record<FactName, [string, ColumnKind][]>>;

export function rowValues<F extends FactName>(
  fact: F,
  { place, record }: { place: FactPlace; record: FactRecords[F] },
): RowValues {
  const values: RowValues = [place.version, place.account, place.cycle, place.currency, place.position];
  const members = record as Readonly<Record<string, unknown>>;
  for (const [name, kind] of columnsOf[fact]) values.push(valueOf(kind, members[name]));
  return values;
}

function valueOf(kind: ColumnKind, value: unknown): string | number | null {
  if (kind === 'amount') return (value as string | null) ?? '0';
  if (kind === 'quantity' || kind === 'integer') return (value as string | number | null) ?? null;
  if (value == null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
