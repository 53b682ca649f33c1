import 'server-only';

import { readNames } from '@/lib/bills/names.server';
import type { ServiceContext } from '@/lib/context.server';
import type { FeeScope } from '@/lib/ledger/queries/explore.server';
import { labelsQuery } from '@/lib/ledger/queries/explore.server';
import type { NameKind } from '@/lib/state/names.server';
import en from '@/messages/en.json';
import zh from '@/messages/zh-CN.json';
import type { Dimension } from './words';

type Names = ReadonlyMap<string, string>;

const KIND_OF: Partial<Record<Dimension, NameKind>> = {
  service: 'service',
  resourceType: 'resource_type',
  region: 'region',
  project: 'project',
};
const WORDS_OF: Partial<Record<Dimension, 'modes' | 'billTypes'>> = { mode: 'modes', type: 'billTypes' };
/** Whose names stand in the lines only; those of the others that are not known yet stand there as well. */
export const NAMED_BY_LINES: readonly Dimension[] = ['resource', 'sku'];
const IN_LINES: readonly Dimension[] = ['service', 'resourceType', 'region', 'project', ...NAMED_BY_LINES];

const NONE: Names = new Map();

/** Names that are known without looking into the lines: of the contract's codes, of accounts, and what the sync learnt. */
export async function knownNames(ctx: ServiceContext, dimension: Dimension): Promise<Names> {
  const words = WORDS_OF[dimension];
  if (words) return new Map(Object.entries((ctx.locale === 'zh-CN' ? zh : en).bills[words]));
  if (dimension === 'account') return new Map(ctx.accounts.map(({ domainId, name }) => [domainId, name]));
  const kind = KIND_OF[dimension];
  return kind ? (await readNames(ctx)).all(kind) : NONE;
}

interface Coded {
  dimension: Dimension;
  codes: readonly string[];
  /** What the lines say of some of them, when that was read already. */
  labels?: Names;
}

/**
 * What codes of a dimension are called: in the reader's language where it is known, else as the lines say.
 * A code without a name is its own; the empty code has none.
 */
export async function namesOf(
  ctx: ServiceContext,
  scope: FeeScope,
  { dimension, codes, labels = NONE }: Coded,
): Promise<Names> {
  // Labels were read for dimensions whose names are learnt nowhere else.
  const known = labels.size > 0 ? labels : await knownNames(ctx, dimension);
  const unknown = [...new Set(codes)].filter((code) => code !== '' && !known.has(code));
  if (dimension === 'tag' || !IN_LINES.includes(dimension) || unknown.length === 0) return known;
  const rows = await labelsOf(ctx, scope, { dimension, codes: unknown });
  return new Map([...known, ...rows.flatMap(({ code, label }) => (label === '' ? [] : [[code, label] as const]))]);
}

/**
 * The same for codes that an address gives. What a project is called was learnt from the bills of its own account: only
 * who sees a line of it is told.
 */
export async function namesOfAsked(
  ctx: ServiceContext,
  scope: FeeScope,
  { dimension, codes }: { dimension: Dimension; codes: readonly string[] },
): Promise<Names> {
  if (dimension !== 'project') return namesOf(ctx, scope, { dimension, codes });
  const seen = (await labelsOf(ctx, scope, { dimension, codes })).map(({ code }) => code);
  const names = await namesOf(ctx, scope, { dimension, codes: seen });
  return new Map(seen.map((code) => [code, names.get(code) ?? code]));
}

const labelsOf = (
  ctx: ServiceContext,
  scope: FeeScope,
  { dimension, codes }: { dimension: Exclude<Dimension, 'tag'>; codes: readonly string[] },
) =>
  ctx.ledger.read<{ code: string; label: string }>(labelsQuery(scope, dimension, codes), {
    keep: true,
    signal: ctx.signal,
  });
