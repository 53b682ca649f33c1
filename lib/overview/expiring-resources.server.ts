import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { SubscribedResource } from '@/lib/bss/operations/query-resources';
import { readCounted } from '@/lib/bss/paging.server';
import type { ServiceContext } from '@/lib/context.server';
import { accountRef } from '@/lib/query/across-accounts.server';
import { daysLeft } from '@/lib/resources/days-left';
import type { Overview } from './schema';
import type { Settled } from './settle.server';

const DAY_MS = 86_400_000;
const DAYS = 30;
const SHOWN = 5;
const IN_USE = 2;
const MAX_AGE_MS = 60_000;
const PAGING = { pageSize: 500, maxRows: 50_000 };

/** Primary resources in use that expire within 30 days (contract 2.d). */
export function readExpiring(ctx: ServiceContext, account: Account): Promise<Live<SubscribedResource[]>> {
  const language = ctx.locale === 'zh-CN' ? ('zh_CN' as const) : ('en_US' as const);
  const key = [account.domainId, 'overview', 'expiring', language];
  return ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, (signal) => {
    const now = ctx.clock.now().getTime();
    const filter = {
      only_main_resource: 1,
      status_list: [IN_USE],
      expire_time_begin: toSecond(now),
      expire_time_end: toSecond(now + DAYS * DAY_MS),
    } as const;
    return readCounted(async (page) => {
      const answer = await ctx.bss(account.domainId).queryResources({ ...page, ...filter }, { signal, language });
      return { total: answer.total_count, rows: answer.data };
    }, PAGING);
  });
}

export function describeExpiring({ answered }: Settled<SubscribedResource[]>, now: Date): Overview['expiring'] {
  const resources = answered
    .flatMap(({ account, live }) => live.value.map((resource) => ({ account, resource })))
    .sort((a, b) => ((a.resource.expire_time ?? '') < (b.resource.expire_time ?? '') ? -1 : 1));
  return {
    count: resources.length,
    resources: resources.slice(0, SHOWN).map(({ account, resource }) => ({
      resourceId: resource.resource_id,
      resourceName: resource.resource_name,
      account: accountRef(account),
      serviceTypeName: resource.service_type_name,
      expireTime: resource.expire_time,
      expirePolicy: resource.expire_policy,
      daysLeft: Math.max(0, daysLeft(resource.expire_time, now) ?? 0),
    })),
  };
}

/** UTC, 20 characters (contract 1.8). */
const toSecond = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;
