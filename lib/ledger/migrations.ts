import type { FactName } from './facts';
import { facts } from './tables';

/**
 * One change to tables. Every step can be repeated: it is written IF NOT EXISTS, or says the same thing twice.
 * - `create`: the table of a fact in its present shape, so that a new ledger has later columns at once
 * - `alter`: an ALTER of the table that stores; with `everywhere` of the one that is read too (columns, not indexes)
 */
export type Step = { create: FactName } | { alter: FactName; action: string; everywhere: boolean };

export interface Migration {
  /** From 1, without gaps. A published one never changes. */
  id: number;
  name: string;
  steps: readonly Step[];
}

/** A column that a fact got later; it must be in `factColumns` too. */
export const addColumn = (fact: FactName, name: string, type: string): Step => ({
  alter: fact,
  action: `ADD COLUMN IF NOT EXISTS \`${name}\` ${type}`,
  everywhere: true,
});

export const migrations: readonly Migration[] = [
  { id: 1, name: 'bill lines', steps: facts.map((fact) => ({ create: fact })) },
];
