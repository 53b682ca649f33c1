import type { FactName } from './facts';
import { builtShape, builtTables } from './rollup/tables';
import { factShape, facts, ONE_FILE, type TableShape, TRADES_INDEX } from './tables';

/**
 * One change to tables. Every step can be repeated: it is written IF NOT EXISTS, or says the same thing twice.
 * - `create`: a table in its present shape, so that a new ledger has later columns at once
 * - `alter`: an ALTER of the table that stores; with `everywhere` of the one that is read too (columns, not indexes)
 */
export type Step = { create: TableShape } | { alter: FactName; action: string; everywhere: boolean };

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

/** An index of the parts that are written from now on; those that are there are read without it. */
const addIndex = (fact: FactName, index: string): Step => ({
  alter: fact,
  action: `ADD INDEX IF NOT EXISTS ${index}`,
  everywhere: false,
});

/** For the parts that are written from now on. */
const setting = (fact: FactName, value: string): Step => ({
  alter: fact,
  action: `MODIFY SETTING ${value}`,
  everywhere: false,
});

export const migrations: readonly Migration[] = [
  { id: 1, name: 'bill lines', steps: facts.map((fact) => ({ create: factShape(fact) })) },
  { id: 2, name: 'sums of lines', steps: builtTables.map((name) => ({ create: builtShape(name) })) },
  { id: 3, name: 'transactions', steps: [addIndex('usage_lines', TRADES_INDEX), addIndex('fee_lines', TRADES_INDEX)] },
  { id: 4, name: 'parts of one file', steps: [setting('usage_lines', ONE_FILE), setting('fee_lines', ONE_FILE)] },
];
