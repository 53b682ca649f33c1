import type { JournalFilter } from '../journal';
import type { Parts } from '../parts';
import { wrong } from './control-error';
import { parseInstant } from './instant';

const NAMES = ['operation', 'account', 'since', 'status', 'limit'];

/** Query of `GET /journal`; everything unknown or malformed is refused by name. */
export function readJournalFilter(query: URLSearchParams, parts: Parts): JournalFilter {
  for (const name of query.keys()) if (!NAMES.includes(name)) throw wrong(`${name}: unknown`);
  const since = query.get('since');
  const start = since === null ? null : parseInstant(since);
  if (since !== null && start === null) throw wrong('since: must be an instant such as 2026-12-01T00:00:00.000Z');
  return {
    operation: query.get('operation'),
    account: accountOf(query.get('account'), parts),
    since: start === null ? null : new Date(start).toISOString(),
    status: wholeOf(query, 'status', 999),
    limit: wholeOf(query, 'limit', 50_000) ?? 1000,
  };
}

/** A name, domain ID or access key as the domain ID that the journal has. */
export function accountOf(text: string | null, { world }: Parts): string | null {
  if (text === null) return null;
  const found = world.accounts.find(({ name, domainId, ak }) => [name, domainId, ak].includes(text));
  if (!found) throw wrong('account: must be the name, domain ID or access key of an account');
  return found.domainId;
}

/** The `id` of a fault or listener in a query; null is all of them. */
export const readId = (query: URLSearchParams): number | null => wholeOf(query, 'id', 1e9);

function wholeOf(query: URLSearchParams, name: string, max: number): number | null {
  const text = query.get(name);
  if (text === null) return null;
  if (!/^\d{1,10}$/.test(text) || Number(text) > max) throw wrong(`${name}: must be a whole number up to ${max}`);
  return Number(text);
}
