import type { FactName } from './facts';

/** Sums of every amount column, decimal text, by currency and column. */
export type Sums = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface StoredFact {
  rows: number;
  /** Rows have the places 0 to `rows` - 1, each once. */
  inPlace: boolean;
  sums: Sums;
}

export type StoredVersion = Readonly<Record<FactName, StoredFact>>;
