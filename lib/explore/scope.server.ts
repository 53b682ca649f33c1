import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { ServiceContext } from '@/lib/context.server';
import { billDateAt, type Cycle, type CycleState, shownState } from '@/lib/cycles';
import { asOfVersions } from '@/lib/bills/as-of';
import { unprovenOf } from '@/lib/bills/trust.server';
import type { Unproven } from '@/lib/dto';
import { AppError } from '@/lib/http/errors';
import { readPublished } from '@/lib/ledger/published.server';
import type { FeeCondition, FeeScope } from '@/lib/ledger/queries/explore.server';
import { readLastBillDate } from '@/lib/ledger/queries/service-months.server';
import { rolledVersions } from '@/lib/ledger/rollup/versions';
import { accountRef } from '@/lib/query/across-accounts.server';
import type { ValueList } from '@/lib/query/value-list';
import { listFailingCycles, readSyncHealth } from '@/lib/state/syncs.server';
import type { PublishedVersion } from '@/lib/state/versions.server';
import type { ExploreFilters } from './filters';
import type { Unpublished } from './schema';
import {
  addDays,
  type ComparedSpan,
  comparedSpan,
  cycleOfDay,
  cyclesOfSpan,
  dayLimits,
  type Span,
  type SpanFilters,
  spanOf,
  spanProblem,
} from './span';
import { type Comparison, dimensions, type Step } from './words';

/** What is published of one span, and the lines to ask for. */
export interface SpanScope {
  span: Span;
  versions: readonly PublishedVersion[];
  fees: FeeScope;
  unpublished: Unpublished[];
}

export interface Scope {
  /** In GMT+8. */
  today: string;
  accounts: readonly Account[];
  now: SpanScope;
  before: (SpanScope & { span: ComparedSpan }) | null;
  states: Record<string, CycleState>;
  /** Of {@link asOfVersions}. */
  asOf: string | null;
}

type Asked = SpanFilters & { account: ValueList | null; tagKey: string | null; step?: Step; compare?: Comparison };

/**
 * Accounts, versions and days of a question: the published versions of both spans are read once.
 * @throws AppError `not_found` for an account outside the scope, `bad_request` for a span that cannot be
 */
export async function scopeOf(ctx: ServiceContext, asked: Asked, conditions: FeeCondition[] = []): Promise<Scope> {
  const today = billDateAt(ctx.clock.now());
  const problem = spanProblem(asked, today);
  if (problem) throw new AppError('bad_request', `${problem.field} ${problem.problem}`, { field: problem.field });
  const accounts = accountsOf(ctx, asked.account);
  const widest = spanOf(asked, today);
  const earliest = comparedSpan(widest, asked.compare ?? 'none', today) ?? widest;
  const [from, to] = [cyclesOfSpan(earliest)[0], cyclesOfSpan(widest).at(-1)];
  const domainIds = accounts.map(({ domainId }) => domainId);
  const { whole: published } =
    from && to ? await readPublished(ctx.state, ctx.ledger, { domainIds, from, to }) : { whole: [] };
  const compares = (asked.compare ?? 'none') !== 'none';
  const lastDay = () => (compares ? lastWholeDay(widest, published) : lastKnownDay(ctx, widest, published));
  const span = widest.to === today ? { ...widest, to: await lastDay() } : widest;
  const part = <S extends Span>(given: S, limits: Span | null): SpanScope & { span: S } => {
    const cycles = cyclesOfSpan(given);
    const versions = published.filter(({ cycle }) => cycles.includes(cycle));
    const fees = { ...rolledVersions(versions), days: limits, conditions, tagKey: asked.tagKey };
    return { span: given, versions, fees, unpublished: unpublishedOf(cycles, versions, accounts) };
  };
  const compared = comparedSpan(span, asked.compare ?? 'none', today);
  const now = part(span, dayLimits(compares ? span : widest, today));
  const before = compared && part(compared, dayLimits(compared, today));
  const read = [...now.versions, ...(before?.versions ?? [])];
  return {
    today,
    accounts,
    now,
    before,
    states: Object.fromEntries(
      cyclesOfSpan(now.span).map((cycle) => [
        cycle,
        shownState(
          cycle,
          ctx.clock.now(),
          now.versions.filter((version) => version.cycle === cycle),
        ),
      ]),
    ),
    asOf: asOfVersions(read),
  };
}

/** Whether the figures of a scope are behind: accounts that cannot be read, and readings that could not be believed. */
export async function trustOf(
  ctx: ServiceContext,
  { accounts, now, before }: Scope,
): Promise<{ stale: boolean; unproven: Unproven[] }> {
  const read = [...now.versions, ...(before?.versions ?? [])];
  const domainIds = accounts.map(({ domainId }) => domainId);
  const cycles = read.map(({ cycle }) => cycle).sort();
  const [from, to] = [cycles[0], cycles.at(-1)];
  const [health, failing] = await Promise.all([
    readSyncHealth(ctx.state, domainIds),
    from && to ? listFailingCycles(ctx.state, { domainIds, from, to }) : [],
  ]);
  return { stale: health.size > 0, unproven: unprovenOf(failing, read, accounts) };
}

function accountsOf({ accounts }: ServiceContext, list: ValueList | null): readonly Account[] {
  const unknown = list?.values.find((domainId) => !accounts.some((account) => account.domainId === domainId));
  if (unknown !== undefined) {
    throw new AppError('not_found', `There is no account ${unknown} among yours.`, { field: 'account' });
  }
  return list === null ? accounts : accounts.filter(({ domainId }) => list.values.includes(domainId) !== list.exclude);
}

/** The last day that has lines, of those that had begun when the open cycle was read of every account. */
async function lastKnownDay(ctx: ServiceContext, span: Span, published: readonly PublishedVersion[]): Promise<string> {
  const open = published.filter(({ cycle }) => cycle === cycleOfDay(span.to));
  const last = await readLastBillDate(ctx.ledger, { fact: 'fee_lines', ...rolledVersions(open) }, ctx.signal);
  const days = [...open.map(({ asOf }) => billDateAt(new Date(asOf))), ...(last === null ? [] : [last])];
  return days.reduce((first, day) => (day < first && day >= span.from ? day : first), span.to);
}

/** The last day that was over when the open cycle was read of every account: a part of a day is like no other day. */
function lastWholeDay(span: Span, published: readonly PublishedVersion[]): string {
  const open = published.filter(({ cycle }) => cycle === cycleOfDay(span.to));
  const days = [span.to, ...open.map(({ asOf }) => billDateAt(new Date(asOf)))].map((day) => addDays(day, -1)).sort();
  const [last = span.to] = days;
  return last < span.from ? span.to : last;
}

function unpublishedOf(
  cycles: readonly Cycle[],
  versions: readonly PublishedVersion[],
  accounts: readonly Account[],
): Unpublished[] {
  const there = new Set(versions.map(({ cycle, domainId }) => `${cycle} ${domainId}`));
  return cycles.flatMap((cycle) => {
    const lacking = accounts.filter(({ domainId }) => !there.has(`${cycle} ${domainId}`));
    return lacking.length === 0 ? [] : [{ cycle, accounts: lacking.map(accountRef) }];
  });
}

/** The filters of a view, but for the account, which chooses versions. */
export function conditionsOf(filters: ExploreFilters): FeeCondition[] {
  return dimensions.flatMap((dimension) => {
    const list = dimension === 'account' ? null : filters[dimension];
    return list === null ? [] : [{ dimension, exclude: list.exclude, values: list.values }];
  });
}
