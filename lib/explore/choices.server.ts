import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { choicesQuery, type FeeChoice } from '@/lib/ledger/queries/explore.server';
import { distinctNames } from '@/lib/bills/distinct-names';
import type { ChoiceFilters } from './filters';
import { knownNames } from './names.server';
import type { Choices } from './schema';
import { scopeOf } from './scope.server';

const MOST = 200;

/** What one filter can be set to within a span: codes that occur in its lines, most lines first. Errors as `explore`. */
export async function listChoices(ctx: ServiceContext, filters: ChoiceFilters): Promise<Choices> {
  const { of, q } = filters;
  const scope = await scopeOf(ctx, filters);
  const names = of === 'tagKey' ? new Map<string, string>() : await knownNames(ctx, of);
  if (scope.now.versions.length === 0) return { items: [], more: false };
  const wanted = q?.toLocaleLowerCase() ?? '';
  const codes =
    q === null ? [] : [...names].flatMap(([code, name]) => (name.toLocaleLowerCase().includes(wanted) ? [code] : []));
  const found = await ctx.ledger.read<FeeChoice>(choicesQuery(scope.now.fees, { of, text: q, codes, most: MOST + 1 }), {
    keep: true,
    signal: ctx.signal,
  });
  const called = new Map(
    found.slice(0, MOST).map(({ code, label }) => {
      const text = String(code ?? '');
      return [text, names.get(text) ?? (label || text)] as const;
    }),
  );
  const told = distinctNames([...called.keys()], called);
  const items = [...called.keys()].map((code) => ({ code, name: told.get(code) ?? code }));
  return { items, more: found.length > MOST };
}
