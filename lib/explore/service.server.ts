import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { type ArrangedBlock, type ArrangedRow, arrange, type Sums } from './arrange';
import { distinctNames } from '@/lib/bills/distinct-names';
import type { ExploreFilters } from './filters';
import { namesOf, namesOfAsked } from './names.server';
import { readSums } from './read-sums.server';
import type { Explore, ExploreBlock } from './schema';
import { conditionsOf, type Scope, scopeOf, trustOf } from './scope.server';
import { counterpartOf, stepsOf } from './span';
import { dimensions } from './words';

/**
 * Any measure by any dimensions over the single charges of the ledger (`ledger.fee_lines`, contract 2.g with
 * statistic_type 3): exact sums per currency, the `top` largest groups and the others. Months are cycles, days are bill
 * dates (GMT+8). Cycles without a published version are named in `unpublished`, and count nowhere.
 * @throws AppError `not_found` for an account outside the scope, `bad_request` for a span that cannot be,
 *   `ledger_unavailable`, `ledger_limit`
 */
export async function explore(ctx: ServiceContext, filters: ExploreFilters): Promise<Explore> {
  const scope = await scopeOf(ctx, filters, conditionsOf(filters));
  const { measure, by, step, top } = filters;
  const known = stepsOf(scope.now.span, step);
  const [sums, trust] = await Promise.all([
    readSums(
      ctx.ledger,
      { now: scope.now.fees, before: comparable(scope), options: { signal: ctx.signal, keep: true } },
      { measure, by, step, top, steps: known.length },
    ),
    // While the ledger adds up.
    trustOf(ctx, scope),
  ]);
  // A line whose date lies outside its cycle still counts: its day is a step too.
  const steps =
    step === 'none' ? [] : [...new Set([...known, ...(sums.totals ?? sums.groups).map((sum) => sum.step)])].sort();
  const stepsBefore = counterparts(scope, { steps, known });
  const blocks = arrange(sums, { measure, steps, stepsBefore, top });
  const [shown, filtered] = await Promise.all([
    named(ctx, scope, { blocks, by, labels: sums.labels, groups: [...sums.groups, ...(sums.before?.groups ?? [])] }),
    filterNames(ctx, scope, filters),
  ]);
  const rows = blocks.reduce((count, block) => count + block.rows.length + (block.others ? 1 : 0), 0);
  return {
    measure,
    by: [...by],
    step,
    steps,
    stepsBefore,
    span: scope.now.span,
    compared: scope.before && { from: scope.before.span.from, to: scope.before.span.to },
    blocks: shown,
    filterNames: filtered,
    total: rows,
    unpublished: scope.now.unpublished,
    unpublishedBefore: scope.before?.unpublished ?? [],
    unproven: trust.unproven,
    states: scope.states,
    asOf: scope.asOf,
    stale: trust.stale,
  };
}

/** Names of what the view keeps and leaves out, which need not be among its rows. */
async function filterNames(
  ctx: ServiceContext,
  { now, before }: Scope,
  filters: ExploreFilters,
): Promise<Explore['filterNames']> {
  const asked = dimensions.flatMap((dimension) => {
    const codes = filters[dimension]?.values ?? [];
    return codes.length > 0 ? [{ dimension, codes }] : [];
  });
  const found = await Promise.all(
    asked.map(async ({ dimension, codes }) => {
      const own = await namesOfAsked(ctx, now.fees, { dimension, codes });
      const gone = before ? codes.filter((code) => !own.has(code)) : [];
      const past = before && gone.length > 0 ? await namesOfAsked(ctx, before.fees, { dimension, codes: gone }) : [];
      const names = new Map([...past, ...own]);
      const known = codes.flatMap((code) => {
        const name = names.get(code);
        return name === undefined ? [] : [[code, name] as const];
      });
      return [dimension, Object.fromEntries(known)] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** Days of lines outside of the span stand beside nothing, and a cycle of which nothing is there is not a zero. */
function counterparts(
  { before }: Scope,
  { steps, known }: { steps: readonly string[]; known: readonly string[] },
): (string | null)[] {
  if (!before) return steps.map(() => null);
  const inSpan = new Set(known);
  const there = new Set<string>(before.versions.map(({ cycle }) => cycle));
  return steps.map((step) => {
    if (!inSpan.has(step)) return null;
    const found = counterpartOf(step, before.span);
    return found !== null && there.has(found.slice(0, 7)) ? found : null;
  });
}

/** Nothing published to compare with is not a zero. */
const comparable = ({ before }: Scope) => (before && before.versions.length > 0 ? before.fees : null);

/** Rows with the names of their codes; what is gone is named by the lines that it had. */
async function named(
  ctx: ServiceContext,
  { now, before }: Scope,
  {
    blocks,
    by,
    groups,
    labels = [],
  }: { blocks: ArrangedBlock[]; by: ExploreFilters['by'] } & Pick<Sums, 'groups' | 'labels'>,
): Promise<ExploreBlock[]> {
  const rows = blocks.flatMap((block) => block.rows);
  const [there, gone] = [rows.filter(({ lines }) => lines > 0), rows.filter(({ lines }) => lines === 0)];
  const shown = await Promise.all(
    by.map(async (dimension, index) => {
      const codesOf = (some: readonly ArrangedRow[]) => some.map(({ key }) => key[index] ?? '');
      const [own, past] = await Promise.all([
        namesOf(ctx, now.fees, { dimension, codes: codesOf(there), labels: labels[index] }),
        before && gone.length > 0 ? namesOf(ctx, before.fees, { dimension, codes: codesOf(gone) }) : [],
      ]);
      const names = new Map([...past, ...own]);
      // People name projects: one among the others may be called the same. Of those outside the answer nothing is told.
      const among = dimension === 'project' ? groups.map(({ key }) => key[index] ?? '') : [];
      return distinctNames([...codesOf(rows), ...among], names);
    }),
  );
  return blocks.map((block) => ({
    ...block,
    rows: block.rows.map((row) => ({
      ...row,
      names: row.key.map((code, index) => shown[index]?.get(code) ?? code),
    })),
  }));
}
