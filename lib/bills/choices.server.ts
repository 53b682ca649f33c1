import 'server-only';

import type { StoredChoices } from '@/lib/ledger/queries/line-choices.server';
import { distinctNames } from './distinct-names';
import type { Names } from './names.server';
import type { BillChoices } from './schema';

type Pair = readonly [code: string, name: string];
type Named = { code: string; name: string };

/** What occurs in any of the parts, by name in the reader's language. */
export function mergeChoices(parts: readonly StoredChoices[], names: Names): BillChoices {
  const projects = named(
    parts.map((part) => part.projects),
    () => null,
  );
  return {
    services: named(
      parts.map((part) => part.services),
      (code) => names.of('service', code),
    ),
    resourceTypes: named(
      parts.map((part) => part.resourceTypes),
      (code) => names.of('resource_type', code),
    ),
    regions: named(
      parts.map((part) => part.regions),
      (code) => names.of('region', code),
    ),
    projects: projects.filter(({ code }) => code !== 'null').map(({ code, name }) => ({ id: code, name })),
    tagKeys: [...new Set(parts.flatMap((part) => part.tagKeys))].sort(),
  };
}

/** Parts are oldest first, so the newest stored name stands. */
function named(parts: readonly (readonly Pair[])[], nameOf: (code: string) => string | null): Named[] {
  const found = new Map<string, string>();
  for (const part of parts) {
    for (const [code, stored] of part) if (code !== '') found.set(code, stored || (found.get(code) ?? code));
  }
  const names = new Map([...found].map(([code, stored]) => [code, nameOf(code) ?? stored]));
  return sortByName([...distinctNames([...found.keys()], names)].map(([code, name]) => ({ code, name })));
}

export const sortByName = (entries: readonly Named[]): Named[] =>
  [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
