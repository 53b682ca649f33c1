import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { ServiceContext } from '@/lib/context.server';
import { type Cycle, cycleAt, type CycleState, cycleStateAt } from '@/lib/cycles';
import type { Freshness } from '@/lib/dto';
import { AppError } from '@/lib/http/errors';
import { acrossAccounts } from '@/lib/query/across-accounts.server';
import type { BillLine, LineFilters } from './match';
import { lineOrder } from './order-lines';
import { type LinePage, pageLines } from './page-lines';
import { cyclesOf, type PeriodFilters, periodProblem } from './period';
import type { BillChoices } from './schema';
import { type LineSelector, mergeChoices, type SelectedPart } from './select-lines';
import type { TotalsOf } from './totals';

type TotalColumns = Readonly<Record<string, string>>;

export interface LineListFilters extends LineFilters, PeriodFilters {
  account: string | null;
  sort: string;
}

/** How one of the two line views is read and summed. */
export interface LineView<L extends BillLine, C extends TotalColumns> {
  selector: LineSelector<L, C>;
  read(account: Account, cycle: Cycle): Promise<Live<readonly L[]>>;
}

export interface LineSelection<L extends BillLine, C extends TotalColumns> extends Freshness {
  cycle: Cycle;
  states: Record<string, CycleState>;
  parts: SelectedPart<L, C>[];
  choices: BillChoices;
}

export interface LineList<L extends BillLine, C extends TotalColumns> extends LinePage<L>, Freshness {
  totals: TotalsOf<C>[];
  offByRows: number;
  states: Record<string, CycleState>;
  choices: BillChoices;
}

/** The cycles of a view. @throws AppError `bad_request` for a period that the upstream does not keep */
export function checkedCycles(ctx: ServiceContext, filters: PeriodFilters): Cycle[] {
  const thisCycle = cycleAt(ctx.clock.now());
  const problem = periodProblem(filters, thisCycle);
  if (problem) throw new AppError('bad_request', `${problem.field} ${problem.problem}`, { field: problem.field });
  return cyclesOf(filters, thisCycle);
}

export function statesOf(ctx: ServiceContext, cycles: readonly Cycle[]): Record<string, CycleState> {
  const now = ctx.clock.now();
  return Object.fromEntries(cycles.map((cycle) => [cycle, cycleStateAt(cycle, now)]));
}

/** All lines of one cycle over the accounts in scope, filtered and in order. */
export async function selectLines<L extends BillLine, C extends TotalColumns>(
  ctx: ServiceContext,
  view: LineView<L, C>,
  filters: LineListFilters,
): Promise<LineSelection<L, C>> {
  // Bill lines are read one cycle at a time: the filters refuse a longer span.
  const [cycle = cycleAt(ctx.clock.now())] = checkedCycles(ctx, filters);
  const { parts, ...freshness } = await acrossAccounts(ctx, filters.account, (account) => view.read(account, cycle));
  return {
    ...freshness,
    cycle,
    states: statesOf(ctx, [cycle]),
    parts: parts.map(({ value }) => view.selector.select(value, filters, filters.sort)),
    choices: mergeChoices(parts.map(({ value }) => view.selector.choicesOf(value))),
  };
}

/** One page of {@link selectLines} with the totals of everything filtered. */
export async function listLines<L extends BillLine, C extends TotalColumns>(
  ctx: ServiceContext,
  view: LineView<L, C>,
  filters: LineListFilters & { cursor: string | null; pageSize: number },
): Promise<LineList<L, C>> {
  const { parts, cycle: _, ...selection } = await selectLines(ctx, view, filters);
  return {
    ...pageLines(
      parts.map(({ ranked }) => ranked),
      lineOrder(filters.sort),
      filters,
    ),
    ...selection,
    totals: view.selector.totalsOf(parts),
    offByRows: parts.reduce((count, part) => count + part.offByRows, 0),
  };
}
