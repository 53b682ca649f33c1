import type { Account } from '../../world/accounts';
import type { Fault } from './fault';

/** What a fault can aim at. */
export interface Target {
  operation: string;
  /** Whom the call claims to come from, before anything is verified. */
  account: Pick<Account, 'name' | 'domainId' | 'ak'> | null;
  /** Only asked for when a fault looks at them. */
  parameters: () => ReadonlyMap<string, readonly string[]>;
}

export function isAimedAt(fault: Fault, target: Target): boolean {
  if (fault.operation !== '*' && fault.operation !== target.operation) return false;
  if (fault.account !== null) {
    const { name, domainId, ak } = target.account ?? {};
    if (![name, domainId, ak].includes(fault.account)) return false;
  }
  const conditions = Object.entries(fault.match);
  if (conditions.length === 0) return true;
  const given = target.parameters();
  return conditions.every(([name, wanted]) => matches(given.get(name) ?? [], String(wanted)));
}

/** Any of the values; numbers compare as numbers, everything else (days, cycles) as text. An absent parameter only matches `!=`. */
function matches(values: readonly string[], wanted: string): boolean {
  const [, operator = '', operand = ''] = /^(!=|>=|<=|>|<|)([^]*)$/.exec(wanted) ?? [];
  if (operator === '!=') return !values.includes(operand);
  return values.some((value) => {
    if (operator === '') return value === operand;
    const order = compare(value, operand);
    if (operator === '>') return order > 0;
    if (operator === '>=') return order >= 0;
    return operator === '<' ? order < 0 : order <= 0;
  });
}

function compare(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  if (a !== '' && b !== '' && !Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every scalar of query, body and path by name; members of lists count one by one. */
export function parametersOf(parts: {
  query: URLSearchParams;
  body: Readonly<Record<string, unknown>>;
  path: Readonly<Record<string, string>>;
}): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (name: string, value: unknown) => {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one === null || typeof one === 'object') continue;
      found.set(name, [...(found.get(name) ?? []), String(one)]);
    }
  };
  for (const [name, value] of parts.query) add(name, value);
  for (const [name, value] of [...Object.entries(parts.body), ...Object.entries(parts.path)]) add(name, value);
  return found;
}
