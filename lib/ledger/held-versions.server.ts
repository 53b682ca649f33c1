import 'server-only';

import type { Ledger } from './ledger';
import { facts } from './tables';

const held = new WeakMap<Ledger, { epoch: number; newest: Promise<number> }>();

/**
 * The highest number of a version that the ledger has rows of: an engine that was restored from a newer copy than the
 * state, or that others use as well, has rows of numbers that this state has not given. They are nobody's to drop. Asked
 * once in each epoch of the ledger, since nothing else brings such rows.
 * @throws AppError `ledger_unavailable`
 */
export function newestHeld(ledger: Ledger): Promise<number> {
  const { epoch } = ledger.status();
  const known = held.get(ledger);
  if (known?.epoch === epoch) return known.newest;
  const newest = newestVersion(ledger);
  held.set(ledger, { epoch, newest });
  newest.catch(() => held.delete(ledger));
  return newest;
}

async function newestVersion(ledger: Ledger): Promise<number> {
  const each = facts.map((fact) => `SELECT max(version) AS newest FROM ledger.${fact}`);
  const rows = await ledger.read<{ newest: number }>({ sql: each.join(' UNION ALL ') });
  return Math.max(0, ...rows.map(({ newest }) => Number(newest)));
}
