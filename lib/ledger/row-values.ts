import { type ColumnKind, type FactName, type FactPlace, type FactRecords, factColumns } from './facts';

/** A row as JSONCompactEachRow has it, in the order of `columnNames`. */
export type RowValues = (string | number | null)[];

const PLACE_COLUMNS = 5;

interface Shape {
  names: readonly string[];
  kinds: readonly ColumnKind[];
}

const shapeOf = (fact: FactName): Shape => ({
  names: Object.keys(factColumns[fact]),
  kinds: Object.values(factColumns[fact]),
});
const columnsOf: Readonly<Record<FactName, Shape>> = {
  usage_lines: shapeOf('usage_lines'),
  fee_lines: shapeOf('fee_lines'),
  summary_rows: shapeOf('summary_rows'),
};

export function rowValues<F extends FactName>(
  fact: F,
  { place, record }: { place: FactPlace; record: FactRecords[F] },
): RowValues {
  const { names, kinds } = columnsOf[fact];
  // Filled by index: an array that grows is copied several times, for each of a thousand rows a page.
  const values: RowValues = new Array<null>(PLACE_COLUMNS + names.length);
  values[0] = place.version;
  values[1] = place.account;
  values[2] = place.cycle;
  values[3] = place.currency;
  values[4] = place.position;
  const members = record as Readonly<Record<string, unknown>>;
  for (let index = 0; index < names.length; index += 1) {
    values[PLACE_COLUMNS + index] = valueOf(kinds[index] as ColumnKind, members[names[index] as string]);
  }
  return values;
}

function valueOf(kind: ColumnKind, value: unknown): string | number | null {
  if (kind === 'amount') return (value as string | null) ?? '0';
  if (kind === 'quantity' || kind === 'integer') return (value as string | number | null) ?? null;
  if (value == null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
