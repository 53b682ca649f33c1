import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { Cycle } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { linesOf, listChanges, sumChanges } from '@/lib/ledger/changes.server';
import { decimal, money, subtract } from '@/lib/money';
import { findVersion, listPublished } from '@/lib/state/versions.server';
import type { SyncChangeFilters } from './filters';
import type { SyncChanges } from './schema';

const SHOWN = 200;

/**
 * What changed from the version before to the published one of a cycle.
 * @throws AppError `bad_request` without account and cycle, `not_found` when there is nothing to compare with
 */
export async function getChanges(ctx: ServiceContext, { account, cycle }: SyncChangeFilters): Promise<SyncChanges> {
  if (account === null || cycle === null) {
    throw new AppError('bad_request', 'Name one account and one month.', {
      field: account === null ? 'account' : 'cycle',
    });
  }
  const known = ctx.accounts.find(({ domainId }) => domainId === account);
  if (!known) throw new AppError('not_found', `There is no account ${account} among yours.`, { field: 'account' });
  const span = { domainIds: [account], from: cycle as Cycle, to: cycle as Cycle };
  const [published] = await listPublished(ctx.state, span);
  const before = published?.previous == null ? undefined : await findVersion(ctx.state, published.previous);
  if (!published) throw new AppError('not_found', `The ledger has no ${cycle} of ${known.name}.`, { field: 'cycle' });
  if (!before || before.status === 'dropped') {
    const message = 'There is only one version of this month, so there is nothing to compare.';
    throw new AppError('not_found', message, { field: 'cycle' });
  }
  const there = await linesOf(ctx.ledger, before.version, ctx.signal);
  if (there.usage_lines !== before.usage_rows || there.fee_lines !== before.fee_rows) {
    const message = 'The lines of the version before are not in the ledger any more, so there is nothing to compare.';
    throw new AppError('not_found', message, { field: 'cycle' });
  }
  const compared = { before: before.version, after: published.version, signal: ctx.signal };
  const [totals, lines] = await Promise.all([
    sumChanges(ctx.ledger, compared),
    listChanges(ctx.ledger, { ...compared, limit: SHOWN }),
  ]);
  const moneyOf = (text: string, currency: string) => money(decimal(text), currency);
  return {
    account: { domainId: known.domainId, name: known.name },
    cycle,
    from: { version: before.version, asOf: before.as_of },
    to: { version: published.version, asOf: published.asOf },
    totals: totals.map(({ view, kind, currency, lines: count, before: old, after }) => ({
      view,
      kind,
      lines: count,
      before: moneyOf(old, currency),
      after: moneyOf(after, currency),
      difference: money(subtract(decimal(after), decimal(old)), currency),
    })),
    items: lines.map(({ currency, before: old, after, ...line }) => ({
      ...line,
      before: moneyOf(old, currency),
      after: moneyOf(after, currency),
    })),
    total: totals.reduce((sum, { lines: count }) => sum + count, 0),
  };
}
