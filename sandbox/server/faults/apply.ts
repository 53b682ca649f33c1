import type { Call, WorldFault } from '../../operations/operation';
import { type Answer, bytesOf } from '../answer';
import { garble } from './bytes';
import type { Fault } from './fault';
import type { Applied } from './faults';
import { changeList } from './lists';
import { shiftRequest } from './request';
import { readTree, writeTree } from './tree';
import { changeValues } from './values';

/** Faults in which nothing happens and nothing is said. */
export const keepsSilent = (fault: Fault): boolean =>
  (fault.kind === 'blackhole' && fault.when === 'before') || (fault.kind === 'drop' && fault.drop === 'before');

/** Whether the operation runs before the planned answer is given in its place. */
export const runsFirst = (fault: Fault): boolean =>
  (fault.kind === 'status' || fault.kind === 'refuse') && fault.when === 'after';

/** What the operation itself is asked to do otherwise. */
export const worldFault = (fault: Fault | undefined): WorldFault | null =>
  fault?.kind === 'world' ? { world: fault.world, by: fault.by } : null;

/** Milliseconds by which the server's clock is off. */
export const skewOf = (fault: Fault | undefined): number => (fault?.kind === 'skew' ? fault.by : 0);

const CHANGES: readonly Fault['kind'][] = ['total', 'page', 'reorder', 'shift', 'restate', 'edit', 'numbers'];

/** Runs the operation as the fault wants it asked, and changes a successful answer without touching any other digit of it. */
export function runWith(applied: Applied, call: Call, run: (call: Call) => Answer): Answer {
  const { fault } = applied;
  const asked = shiftRequest(applied, call);
  const answer = run(asked.call);
  if (answer.status !== 200) return answer;
  if (fault.kind === 'garble') return garble(fault, answer);
  if (!CHANGES.includes(fault.kind)) return answer;
  const tree = readTree(bytesOf(answer).toString('utf8'));
  changeList(applied, tree, asked.paging);
  changeValues(fault, tree, applied.seed);
  return { ...answer, body: writeTree(tree) };
}
