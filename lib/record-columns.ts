import { Runs } from './runs';

type Member<Row> = keyof Row & string;

/**
 * Records by their members instead of one by one: most of a bill line is as in the line before, so that a page is read,
 * hashed and stored with a third less processor time (docs/adr/0009).
 */
export class RecordColumns<Row extends object> implements Iterable<Row> {
  readonly length: number;
  readonly #columns: ReadonlyMap<string, Runs<unknown>>;

  /** @param columns each holds from 0 on */
  constructor(length: number, columns: ReadonlyMap<string, Runs<unknown>>) {
    this.length = length;
    this.#columns = columns;
  }

  static of<Row extends object>(rows: readonly Row[]): RecordColumns<Row> {
    const columns = new Map<string, Runs<unknown>>();
    for (const name of new Set(rows.flatMap((row) => Object.keys(row)))) {
      const runs = new Runs<unknown>();
      for (const [place, row] of rows.entries()) runs.set(place, row[name as Member<Row>]);
      columns.set(name, runs);
    }
    return new RecordColumns(rows.length, columns);
  }

  /** Of a member that no record has, one value: undefined. */
  column<Name extends Member<Row>>(name: Name): Runs<Row[Name]> {
    // The name of a column is the member that it was made from.
    return this.columnNamed(name) as Runs<Row[Name]>;
  }

  /** The same by any name, for what is done to records of several kinds. */
  columnNamed(name: string): Runs<unknown> {
    return this.#columns.get(name) ?? Runs.constant(undefined);
  }

  /** The records again, for who looks at them one by one. */
  *[Symbol.iterator](): Iterator<Row> {
    const cursors = [...this.#columns].map(([name, runs]) => ({ name, runs, run: 0 }));
    for (let place = 0; place < this.length; place += 1) {
      const row: Record<string, unknown> = {};
      for (const cursor of cursors) {
        const next = cursor.runs.starts[cursor.run + 1];
        if (next !== undefined && next <= place) cursor.run += 1;
        row[cursor.name] = cursor.runs.values[cursor.run];
      }
      yield row as Row;
    }
  }
}
