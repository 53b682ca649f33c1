import 'server-only';

import type { Ledger } from './ledger';
import { facts } from './tables';

const held = new WeakMap<Ledger, { epoch: number; newest: Promise<number> }>();

/**
 * Whether the ledger may have rows of a version that is about to be given: one that was restored from a newer copy than
 * the state may. Asked once in each epoch of the ledger, since nothing else brings rows of numbers not given yet.
 * @throws AppError `ledger_unavailable`
 */
export async function mayHold(ledger: Ledger, version: number): Promise<boolean> {
  const { epoch } = ledger.status();
  let known = held.get(ledger);
  if (known?.epoch !== epoch) {
    known = { epoch, newest: newestVersion(ledger) };
    held.set(ledger, known);
    known.newest.catch(() => held.delete(ledger));
  }
  return version <= (await known.newest);
}

async function newestVersion(ledger: Ledger): Promise<number> {
  const each = facts.map((fact) => `SELECT max(version) AS newest FROM ledger.${fact}`);
  const rows = await ledger.read<{ newest: number }>({ sql: each.join(' UNION ALL ') });
  return Math.max(0, ...rows.map(({ newest }) => Number(newest)));
}
