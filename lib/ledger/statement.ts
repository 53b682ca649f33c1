import type { Query } from './ledger';

/** Collects the parameters of one question; user text reaches the engine only through here. */
export class Parameters {
  readonly #values: Record<string, unknown> = {};

  /** Remembers a value. @returns its placeholder, `{p1:String}` */
  bind(value: unknown, type: string): string {
    const name = `p${Object.keys(this.#values).length + 1}`;
    this.#values[name] = value;
    return `{${name}:${type}}`;
  }

  /** A question that uses these parameters. */
  query(sql: string): Query {
    return { sql, params: this.#values };
  }
}
