import {
  defineFilters,
  described,
  type Field,
  type FilterProblem,
  type FilterValues,
  integer,
  month,
  oneOf,
  pattern,
  text,
} from '@/lib/query/filters';
import { valueList } from '@/lib/query/value-list';
import { charts, comparisons, type Dimension, dimensions, measures, periods, steps } from './words';

const MOST_GROUPINGS = 5;
export const DEFAULT_BY: readonly Dimension[] = ['service'];
const NONE = 'none';

/** The dimensions to group by, in order: `service,region`; `none` for totals only. */
function grouping(): Field<readonly Dimension[]> {
  return {
    fallback: DEFAULT_BY,
    read(raw) {
      if (raw === NONE) return { value: [] };
      const names = raw.split(',');
      const known = names.every((name) => (dimensions as readonly string[]).includes(name));
      if (!known) return { problem: `is not ${NONE} or a list of ${dimensions.join(', ')}` };
      if (new Set(names).size < names.length) return { problem: 'names a dimension twice' };
      if (names.length > MOST_GROUPINGS) return { problem: `has more than ${MOST_GROUPINGS} dimensions` };
      if (raw === DEFAULT_BY.join(',')) return { value: DEFAULT_BY };
      return { value: names as Dimension[] };
    },
    write: (names) => (names.length === 0 ? NONE : names.join(',') === DEFAULT_BY.join(',') ? '' : names.join(',')),
    schema: { type: 'string', default: DEFAULT_BY.join(','), description: `${NONE}, or of: ${dimensions.join(', ')}` },
  };
}

const monthOrDay = () =>
  pattern(/^20\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/, 'a month YYYY-MM or a day YYYY-MM-DD');

const spanFields = {
  period: described(oneOf(periods, null), 'a span that moves with the calendar; last-6 when no span is given'),
  cycle: month(),
  from: monthOrDay(),
  to: monthOrDay(),
};

type SpanValues = FilterValues<typeof spanFields>;

function checkSpan({ period, cycle, from, to }: SpanValues): FilterProblem[] {
  if (period && (cycle || from || to)) return [{ field: 'period', problem: 'cannot be given with cycle, from or to' }];
  if (cycle && (from || to)) return [{ field: 'cycle', problem: 'cannot be given together with from or to' }];
  if (to && !from) return [{ field: 'to', problem: 'needs from as well' }];
  if (from && to && from.slice(0, to.length) > to) return [{ field: 'to', problem: 'is earlier than from' }];
  return [];
}

const conditionFields = {
  account: valueList(),
  service: valueList(),
  resourceType: valueList(),
  region: valueList(),
  project: valueList(),
  mode: valueList({ codes: true }),
  type: valueList({ codes: true }),
  resource: valueList(),
  tag: valueList(),
  sku: valueList(),
} satisfies Record<Dimension, unknown>;

function checkTag({ by, tag, tagKey }: { by: readonly Dimension[]; tag: unknown; tagKey: string | null }) {
  if (tagKey !== null && /[=;,]/.test(tagKey))
    return [{ field: 'tagKey', problem: 'has one of = ; , which no key has' }];
  if (tagKey !== null || (!by.includes('tag') && tag === null)) return [];
  return [{ field: 'tagKey', problem: 'must name the key of the tag' }];
}

/** Everything that makes a view of the ledger; its query string is the view. */
export const exploreFilters = defineFilters(
  {
    measure: oneOf(measures, 'amount'),
    by: grouping(),
    step: oneOf(steps, 'month'),
    ...spanFields,
    ...conditionFields,
    tagKey: described(text(128), 'whose value `tag` groups and filters by'),
    top: integer({ min: 1, max: 500 }, 8),
    compare: oneOf(comparisons, 'none'),
    chart: oneOf(charts, 'bars'),
  },
  (values) => [...checkSpan(values), ...checkTag(values)],
);
export type ExploreFilters = FilterValues<(typeof exploreFilters)['fields']>;

/** What a filter of one dimension can be set to, within a span. */
export const choiceFilters = defineFilters(
  {
    of: oneOf([...dimensions, 'tagKey'], 'service'),
    q: text(100),
    ...spanFields,
    account: valueList(),
    tagKey: text(128),
  },
  (values) => [
    ...checkSpan(values),
    ...(values.of === 'tag' && values.tagKey === null
      ? [{ field: 'tagKey', problem: 'must name the key of the tag' }]
      : []),
  ],
);
export type ChoiceFilters = FilterValues<(typeof choiceFilters)['fields']>;
