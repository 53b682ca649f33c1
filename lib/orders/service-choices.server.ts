import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { accountsInScope } from '@/lib/query/across-accounts.server';

/** The catalogue changes with releases, not with the hour. */
const MAX_AGE_MS = 3_600_000;
const LIMIT = 1000;

/** The services that an order can be filtered by, from the catalogue of the first account; empty when it cannot be read. */
export async function readServiceChoices(
  ctx: ServiceContext,
  domainId: string | null,
): Promise<{ code: string; name: string }[]> {
  const [account] = accountsInScope(ctx, domainId);
  if (!account) return [];
  const language = ctx.locale === 'zh-CN' ? 'zh_CN' : 'en_US';
  const bss = ctx.bss(account.domainId);
  const key = [account.domainId, 'service types', language];
  try {
    const { value } = await ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, (signal) =>
      bss.listServiceTypes({ offset: 0, limit: LIMIT }, { signal, language }),
    );
    return value.service_types
      .flatMap(({ service_type_code: code, service_type_name: name }) => (code ? [{ code, name: name ?? code }] : []))
      .sort((a, b) => a.name.localeCompare(b.name, ctx.locale));
  } catch (error) {
    // The filter offers less; the list itself says what is wrong with the upstream.
    if (error instanceof AppError) return [];
    throw error;
  }
}
