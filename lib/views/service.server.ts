import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { billDateAt } from '@/lib/cycles';
import { exploreFilters } from '@/lib/explore/filters';
import { spanProblem } from '@/lib/explore/span';
import { AppError } from '@/lib/http/errors';
import * as store from '@/lib/state/views.server';
import type { View, ViewList } from './schema';

/**
 * Own views first, then those that others share. What a view shows is decided by who looks, never by who saved it; one of
 * an account that who looks has not is not for them, nor is its number.
 */
export async function listViews({ state, actor, accounts }: ServiceContext): Promise<ViewList> {
  const views = (await store.listViews(state, actor.userId)).filter(
    ({ userId, query }) =>
      userId === actor.userId || accountsOf(query).every((id) => accounts.some(({ domainId }) => domainId === id)),
  );
  const items = views.map(({ userId, ...view }): View => ({ ...view, mine: userId === actor.userId }));
  return { items: [...items.filter(({ mine }) => mine), ...items.filter(({ mine }) => !mine)] };
}

const accountsOf = (query: string): readonly string[] =>
  exploreFilters.parse(new URLSearchParams(query)).values.account?.values ?? [];

/** @throws AppError `conflict` when the actor has a view of that name, `bad_request` when its span cannot be */
export async function createView(ctx: ServiceContext, content: store.ViewContent): Promise<View> {
  checkSpan(ctx, content.query);
  return found(ctx, await store.createView(ctx.state, ctx.actor.userId, content));
}

/** @throws AppError `not_found` when the view is not the actor's own, `conflict` when the name is taken, `bad_request` as above */
export async function changeView(ctx: ServiceContext, id: string, change: Partial<store.ViewContent>): Promise<View> {
  if (change.query !== undefined) checkSpan(ctx, change.query);
  await store.changeView(ctx.state, { id, userId: ctx.actor.userId }, change);
  return found(ctx, id);
}

/** @throws AppError `not_found` when the view is not the actor's own */
export async function deleteView(ctx: ServiceContext, id: string): Promise<void> {
  await store.deleteView(ctx.state, { id, userId: ctx.actor.userId });
}

/** What the page could not show is not kept. */
function checkSpan({ clock }: ServiceContext, query: string): void {
  const { values } = exploreFilters.parse(new URLSearchParams(query));
  const problem = spanProblem(values, billDateAt(clock.now()));
  if (problem) throw new AppError('bad_request', `${problem.field} ${problem.problem}`, { field: 'query' });
}

async function found(ctx: ServiceContext, id: string): Promise<View> {
  const view = (await listViews(ctx)).items.find((one) => one.id === id);
  if (!view) throw new AppError('not_found', 'There is no such view of yours');
  return view;
}
