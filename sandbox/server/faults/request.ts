import type { Call } from '../../operations/operation';
import type { Applied } from './faults';

/** How a fault changed the page that was asked for. */
export interface Paging {
  offset: number;
  limit: number;
  /** Rows that the list has in front of the real ones; negative when real ones have gone. */
  shift: number;
}

/** Reads the page a call asks for; out of range is the operation's own matter. */
function pageOf(call: Pick<Call, 'query' | 'body'>): { offset: number; limit: number } {
  const read = (name: string, fallback: number) => {
    const value = Number(call.body[name] ?? call.query.get(name) ?? fallback);
    return Number.isSafeInteger(value) && value >= 0 ? value : fallback;
  };
  return { offset: read('offset', 0), limit: read('limit', 10) };
}

/** The call as the operation is to see it, for faults that move the page. */
export function shiftRequest(applied: Applied, call: Call): { call: Call; paging: Paging } {
  const { fault } = applied;
  const page = pageOf(call);
  if (fault.kind === 'cap') {
    const limit = Math.min(page.limit, fault.limit);
    return { call: withPage(call, { limit }), paging: { ...page, limit, shift: 0 } };
  }
  if (fault.kind !== 'shift') return { call, paging: { ...page, shift: 0 } };
  const shift = applied.shiftOf(listOf(call), page.offset);
  return { call: withPage(call, { offset: Math.max(0, page.offset - shift) }), paging: { ...page, shift } };
}

/** What a list is, whatever the page: account and all other parameters. */
function listOf(call: Call): string {
  const others = [...call.query, ...Object.entries(call.body)].filter(
    ([name]) => name !== 'offset' && name !== 'limit',
  );
  return JSON.stringify([call.account.domainId, call.path, others]);
}

/** Puts the page where the call had it, or where its method would have it. */
function withPage(call: Call, page: Readonly<Record<string, number>>): Call {
  const query = new URLSearchParams(call.query);
  const body: Record<string, unknown> = { ...call.body };
  for (const [name, value] of Object.entries(page)) {
    query.set(name, String(value));
    body[name] = value;
  }
  return { ...call, query, body };
}
