import type { Account } from '../../world/accounts';
import { membersOf } from '../../world/world';
import type { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { cycleOf, firstDayOf, parseCycle, parseDay } from '../../wire/times';
import type { Call } from '../operation';

const FIRST_CYCLE = 2019 * 12;

/** A cycle that can be asked for: not in the future, not older than the world (three years at most). */
export function readCycle(call: Call, text: string, name: string): { cycle: number; known: boolean } {
  const cycle = parseCycle(text);
  const current = cycleOf(call.now);
  if (cycle === null || cycle < FIRST_CYCLE || cycle > current) throw refuse('CBC.0100', name);
  return { cycle, known: cycle > current - call.world.months };
}

/** The accounts whose bills are meant by `method` and `sub_customer_id`. */
export function readSubjects(call: Call, input: Parameters): readonly Account[] {
  const method = input.text('method', { max: 64, oneOf: ['oneself', 'sub_customer', 'all'] }) ?? 'all';
  const member = input.text('sub_customer_id', { max: 64 });
  const members = membersOf(call.world, call.account);
  if (method === 'oneself') return [call.account];
  if (method === 'all') return [call.account, ...members];
  if (member === null) throw refuse('CBC.0100', 'sub_customer_id');
  const found = members.find((account) => account.domainId === member);
  if (!found) throw refuse('CBC.0151', 'sub_customer_id');
  return [found];
}

/** Two days inside the cycle, both included. */
export function readDays(texts: readonly [string, string], cycle: number, name: string): { from: number; to: number } {
  const [from, to] = texts.map(parseDay);
  const first = firstDayOf(cycle);
  const last = firstDayOf(cycle + 1) - 1;
  if (from == null || to == null || from > to || from < first || to > last) throw refuse('CBC.0100', name);
  return { from, to };
}
