import type { Parts } from '../parts';
import { addLateLines, restateBill } from './bill-changes';
import { moveClock } from './clock';
import { ControlError } from './control-error';
import { readId, readJournalFilter } from './look-up';
import { type Around, stateOf } from './state';

export interface ControlCall {
  parts: Parts;
  around: Around;
  query: URLSearchParams;
  /** The JSON object that was posted; `{}` when there was none. */
  body: Readonly<Record<string, unknown>>;
}

export interface ControlRoute {
  /** Method and path. */
  route: string;
  does: string;
  /** The JSON answer; throws a ControlError, or any Error for 400. */
  run(call: ControlCall): unknown;
}

/** Everything the control port can do; a line each. */
export const controlRoutes: readonly ControlRoute[] = [
  { route: 'GET /', does: 'lists these routes', run: () => ({ routes: listing() }) },
  { route: 'GET /state', does: 'tells about the world', run: ({ parts, around }) => stateOf(parts, around) },
  { route: 'GET /journal', does: 'lists calls', run: ({ parts, query }) => journalOf(parts, query) },
  { route: 'DELETE /journal', does: 'forgets all calls', run: ({ parts }) => nothing(parts.journal.clear()) },
  { route: 'POST /clock', does: 'moves business time', run: ({ parts, body }) => moveClock(parts.clock, body) },
  { route: 'POST /bills/restate', does: 'changes a closed bill', run: ({ parts, body }) => restateBill(parts, body) },
  { route: 'POST /bills/late', does: 'adds lines to a bill', run: ({ parts, body }) => addLateLines(parts, body) },
  { route: 'POST /faults', does: 'adds a fault', run: ({ parts, body }) => parts.faults.add(body) },
  { route: 'GET /faults', does: 'lists faults', run: ({ parts }) => ({ faults: parts.faults.all() }) },
  { route: 'DELETE /faults', does: 'removes faults', run: clearFaults },
  { route: 'POST /listeners', does: 'opens an address', run: ({ around, body }) => around.listeners.add(body) },
  { route: 'GET /listeners', does: 'lists addresses', run: ({ around }) => ({ listeners: around.listeners.all() }) },
  { route: 'DELETE /listeners', does: 'closes addresses', run: clearListeners },
  { route: 'DELETE /locks', does: 'lifts the lock-out of keys', run: ({ parts }) => nothing(parts.gate.reset()) },
];

const nothing = (_done: void): unknown => ({});

const listing = () => controlRoutes.map(({ route, does }) => ({ route, does }));

const journalOf = (parts: Parts, query: URLSearchParams) => parts.journal.find(readJournalFilter(query, parts));

function clearFaults({ parts, query }: ControlCall): unknown {
  if (!parts.faults.clear(readId(query))) throw new ControlError(404, 'id: no such fault');
  return { faults: parts.faults.all() };
}

async function clearListeners({ around, query }: ControlCall): Promise<unknown> {
  if (!(await around.listeners.clear(readId(query)))) throw new ControlError(404, 'id: no such listener');
  return { listeners: around.listeners.all() };
}
