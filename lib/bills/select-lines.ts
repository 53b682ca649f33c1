import { addTotals, type TotalsOf, totalsOf } from './totals';
import { type BillLine, type LineFilters, lineMatcher } from './match';
import { type LineOrder, lineOrder, type Ranked } from './order-lines';
import type { BillChoices } from './schema';

type TotalColumns = Readonly<Record<string, string>>;

/** What a view derives from the lines of one account and cycle. */
export interface SelectedPart<L extends BillLine, C extends TotalColumns> {
  ranked: readonly Ranked<L>[];
  totals: TotalsOf<C>[];
  offByRows: number;
}

/** Derived once and kept as long as the source keeps the lines: a page, the next page and the file share it. */
export class LineSelector<L extends BillLine, C extends TotalColumns> {
  private readonly known = new WeakMap<readonly L[], Map<string, SelectedPart<L, C>>>();
  private readonly choices = new WeakMap<readonly L[], BillChoices>();

  constructor(
    private readonly columns: C,
    private readonly kept = 8,
  ) {}

  select(lines: readonly L[], filters: LineFilters, sort: string): SelectedPart<L, C> {
    const views = this.known.get(lines) ?? new Map<string, SelectedPart<L, C>>();
    this.known.set(lines, views);
    const key = JSON.stringify([sort, filterKey(filters)]);
    const part = views.get(key) ?? this.derive(lines, filters, lineOrder(sort));
    // The view asked for last is dropped last.
    views.delete(key);
    views.set(key, part);
    const oldest = views.keys().next();
    if (views.size > this.kept && !oldest.done) views.delete(oldest.value);
    return part;
  }

  choicesOf(lines: readonly L[]): BillChoices {
    const choices = this.choices.get(lines) ?? lineChoices(lines);
    this.choices.set(lines, choices);
    return choices;
  }

  totalsOf(parts: readonly SelectedPart<L, C>[]): TotalsOf<C>[] {
    return addTotals(
      this.columns,
      parts.map(({ totals }) => totals),
    );
  }

  private derive(lines: readonly L[], filters: LineFilters, order: LineOrder): SelectedPart<L, C> {
    const matching = lines.filter(lineMatcher<L>(filters));
    return {
      ranked: matching.map((line) => order.rank(line)).sort((a, b) => order.compare(a, b)),
      // Every total column is an amount of the line: the column tables of lib/bills/totals.ts say so.
      totals: totalsOf(this.columns, matching as unknown as Parameters<typeof totalsOf<C>>[1]),
      offByRows: matching.reduce((count, line) => count + (line.offBy ? 1 : 0), 0),
    };
  }
}

const filterKey = ({ service, project, mode, type, region, resource, q, zero, order }: LineFilters) => [
  service,
  project,
  mode,
  type,
  region,
  resource,
  q,
  zero,
  order ?? null,
];

/** What occurs in the lines, by name. */
export function lineChoices(lines: Iterable<BillLine>): BillChoices {
  const services = new Map<string, string>();
  const regions = new Map<string, string>();
  const projects = new Map<string, string>();
  for (const line of lines) {
    if (line.serviceTypeCode) services.set(line.serviceTypeCode, line.serviceTypeName ?? line.serviceTypeCode);
    if (line.region) regions.set(line.region, line.regionName ?? line.region);
    const project = line.enterpriseProjectId;
    if (project) projects.set(project, line.enterpriseProjectName ?? project);
  }
  return {
    services: byName(services).map(([code, name]) => ({ code, name })),
    regions: byName(regions).map(([code, name]) => ({ code, name })),
    projects: byName(projects).map(([id, name]) => ({ id, name })),
  };
}

export function mergeChoices(parts: readonly BillChoices[]): BillChoices {
  const unique = <T>(entries: T[], idOf: (entry: T) => string) => [
    ...new Map(entries.map((entry) => [idOf(entry), entry])).values(),
  ];
  return {
    services: unique(
      parts.flatMap(({ services }) => services),
      ({ code }) => code,
    ),
    regions: unique(
      parts.flatMap(({ regions }) => regions),
      ({ code }) => code,
    ),
    projects: unique(
      parts.flatMap(({ projects }) => projects),
      ({ id }) => id,
    ),
  };
}

export const byName = (names: Map<string, string>): [string, string][] =>
  [...names].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
