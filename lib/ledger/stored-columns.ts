import { RecordColumns } from '@/lib/record-columns';
import { Runs } from '@/lib/runs';
import { type ColumnKind, type FactName, type FactPlace, type FactRecords, factColumns } from './facts';
import { PLACE_COLUMNS } from './tables';

/** As JSONCompactEachRow has it. */
export type StoredValue = string | number | null;

/** Values of a row in the order of `columnNames`. */
export type RowValues = StoredValue[];

/** Rows of a fact as they are kept, column by column in the order of `columnNames`. */
export interface StoredColumns {
  fact: FactName;
  rows: number;
  columns: readonly Runs<StoredValue>[];
}

export interface PlacedRecord<F extends FactName> {
  place: FactPlace;
  record: FactRecords[F];
}

/** As many places as records. */
export interface PlacedRecords<F extends FactName> {
  places: RecordColumns<FactPlace>;
  records: RecordColumns<FactRecords[F]>;
}

/** Places of `count` records that came together, from that of the first. */
export function placesFrom(first: FactPlace, count: number): RecordColumns<FactPlace> {
  const following = Array.from({ length: count }, (_, index) => index);
  const position = new Runs(
    following,
    following.map((index) => first.position + index),
  );
  const columns = Object.entries(first).map(([name, value]) => [name, Runs.constant<unknown>(value)] as const);
  return new RecordColumns(count, new Map([...columns, ['position', position]]));
}

export function storedColumns<F extends FactName>(fact: F, { places, records }: PlacedRecords<F>): StoredColumns {
  const kinds = Object.entries<ColumnKind>(factColumns[fact]);
  const own = kinds.map(([name, kind]) => records.columnNamed(name).map(KEPT[kind]));
  const placed = PLACE_COLUMNS.map((name): Runs<StoredValue> => places.column(name));
  return { fact, rows: records.length, columns: [...placed, ...own] };
}

/** The same of records that each have a place of their own. */
export const storedEach = <F extends FactName>(fact: F, placed: readonly PlacedRecord<F>[]): StoredColumns =>
  storedColumns(fact, {
    places: RecordColumns.of(placed.map(({ place }) => place)),
    records: RecordColumns.of(placed.map(({ record }) => record)),
  });

const textOf = (value: unknown): string => {
  if (value == null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** How a value of the wire is kept in a column of each kind. */
const KEPT: Readonly<Record<ColumnKind, (value: unknown) => StoredValue>> = {
  code: textOf,
  text: textOf,
  amount: (value) => (value as string | null | undefined) ?? '0',
  quantity: (value) => (value as string | null | undefined) ?? null,
  integer: (value) => (value as number | null | undefined) ?? null,
};
