import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import { readCounted } from '@/lib/bss/paging.server';
import type { ServiceContext } from '@/lib/context.server';
import { type AcrossAccounts, acrossAccounts } from '@/lib/query/across-accounts.server';
import type { ResourceFilters } from './filters';
import { type ReadResource, toResource } from './map-resource.server';
import { relateResources } from './relate';
import type { Resource, ResourceList } from './schema';
import { arrangeAsTree, resourceChoices, selectResources } from './select';

const MAX_AGE_MS = 10_000;
/** Contract 5.4. */
const PAGE_LIMIT = 500;
const MAX_RESOURCES = 100_000;

/**
 * One page of the yearly/monthly resources in scope (contract 2.d), attached ones right after their primary one.
 * Times are UTC instants; "within n days" counts from the business clock.
 * @throws AppError `not_found` for an account outside the scope, `upstream_…` when no account can be read
 */
export async function listResources(ctx: ServiceContext, filters: ResourceFilters): Promise<ResourceList> {
  const view = await readView(ctx, filters);
  const { page, pageSize } = filters;
  return {
    items: view.rows.slice((page - 1) * pageSize, page * pageSize),
    total: view.rows.length,
    page,
    pageSize,
    counts: view.counts,
    choices: resourceChoices(view.all),
    asOf: view.answer.asOf,
    stale: view.answer.stale,
    missing: view.answer.missing,
  };
}

export interface ResourceView {
  answer: AcrossAccounts<readonly ReadResource[]>;
  /** Every resource of the accounts asked. */
  all: readonly Resource[];
  /** Those that the filters keep, in the order of the list, all pages. */
  rows: readonly Resource[];
  counts: Record<string, number>;
}

/** The whole of a view, for lists and files alike. Same errors as {@link listResources}. */
export async function readView(ctx: ServiceContext, filters: ResourceFilters): Promise<ResourceView> {
  const answer = await acrossAccounts(ctx, filters.account, (account) => readAccount(ctx, account, filters.order));
  const now = ctx.clock.now();
  const all = relateResources(
    answer.parts.flatMap(({ value }) => value),
    now,
  );
  const { selected, counts } = selectResources(all, filters, now);
  return { answer, all, rows: arrangeAsTree(selected, filters.sort), counts };
}

/** All resources of an account, or those of one order: rows do not carry the order they came with. */
function readAccount(
  ctx: ServiceContext,
  account: Account,
  orderId: string | null,
): Promise<Live<readonly ReadResource[]>> {
  const { domainId } = account;
  const bss = ctx.bss(domainId);
  const language = ctx.locale === 'zh-CN' ? 'zh_CN' : 'en_US';
  const load = (signal?: AbortSignal) =>
    readCounted<ReadResource>(
      async (page) => {
        const answer = await bss.queryResources(
          { ...page, only_main_resource: 0, order_id: orderId ?? undefined },
          { signal, language },
        );
        return { total: answer.total_count, rows: answer.data.map((row) => toResource(row, account, ctx.locale)) };
      },
      { pageSize: PAGE_LIMIT, maxRows: MAX_RESOURCES },
    );
  return ctx.live.read([domainId, 'resources', language, orderId], { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, load);
}
