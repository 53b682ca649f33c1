import type { Source } from '../../world/bills/source';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { cycleText, dayText, daysIn, firstDayOf, parseCycle, parseDay } from '../../wire/times';
import { dimensions, filterValues, isFilterKey, tagValue } from './cost-keys';

const LONGEST_MONTHS = 18;
const LONGEST_DAYS = LONGEST_MONTHS * 31;
const MOST_FILTERS = 100;

/** A day or a month, as days (GMT+08:00) with both ends included. */
export interface Bucket {
  text: string;
  from: number;
  to: number;
}

export interface Group {
  key: string;
  value: (source: Source) => string | null;
}

export interface CostQuery {
  measure: 1 | 2;
  buckets: readonly Bucket[];
  groups: readonly Group[];
  matches: (source: Source) => boolean;
  amortized: boolean;
  net: boolean;
}

/** Reads and checks the body of section 3.7; everything wrong is CBC.0100 naming the member. */
export function readCostQuery(given: Readonly<Record<string, unknown>>): CostQuery {
  const body = Parameters.ofBody(given);
  const time = objectOf(given.time_condition, 'time_condition');
  const measure = time.requiredInteger('time_measure_id', { min: 1, max: 2 }) === 1 ? 1 : 2;
  const groups = readGroups(body);
  const costType = body.requiredText('cost_type', { max: 256, oneOf: ['ORIGINAL_COST', 'AMORTIZED_COST'] });
  const amountType = body.requiredText('amount_type', { max: 256, oneOf: ['PAYMENT_AMOUNT', 'NET_AMOUNT'] });
  return {
    measure,
    buckets: measure === 1 ? readDayBuckets(time) : readMonthBuckets(time),
    groups,
    matches: readFilters(body),
    amortized: costType === 'AMORTIZED_COST',
    net: amountType === 'NET_AMOUNT',
  };
}

function objectOf(value: unknown, name: string): Parameters {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse('CBC.0100', name);
  return Parameters.ofBody(value as Readonly<Record<string, unknown>>);
}

function readDayBuckets(time: Parameters): Bucket[] {
  const [from, to] = readRange(time, parseDay, LONGEST_DAYS);
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    text: dayText(from + index),
    from: from + index,
    to: from + index,
  }));
}

function readMonthBuckets(time: Parameters): Bucket[] {
  const [from, to] = readRange(time, parseCycle, LONGEST_MONTHS);
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const first = firstDayOf(from + index);
    return { text: cycleText(from + index), from: first, to: first + daysIn(from + index) - 1 };
  });
}

function readRange(time: Parameters, parse: (text: string) => number | null, most: number): [number, number] {
  const [from, to] = ['begin_time', 'end_time'].map((name) => {
    const value = parse(time.requiredText(name, { max: 32 }));
    if (value === null) throw refuse('CBC.0100', name);
    return value;
  });
  if (from === undefined || to === undefined || from > to || to - from >= most) throw refuse('CBC.0100', 'end_time');
  return [from, to];
}

/** One or two; two tags, two cost units or the same dimension twice say nothing. */
function readGroups(body: Parameters): Group[] {
  const list = body.list('groupby', 2);
  if (list === null || list.length === 0) throw refuse('CBC.0100', 'groupby');
  const named = list.map((entry) => {
    const group = objectOf(entry, 'groupby');
    const type = group.requiredText('type', { max: 64, oneOf: ['dimension', 'tag', 'cost_unit'] });
    const key = group.requiredText('key', { max: 64 });
    return { type, key, value: valueOf(type, key) };
  });
  const [first, second] = named;
  if (first && second && first.type === second.type && (first.type !== 'dimension' || first.key === second.key)) {
    throw refuse('CBC.0100', 'groupby');
  }
  return named;
}

function valueOf(type: string, key: string): Group['value'] {
  if (type === 'tag') return (source) => tagValue(source, key);
  if (type === 'cost_unit') return () => null;
  const dimension = dimensions[key];
  if (!dimension) throw refuse('CBC.0100', 'groupby');
  return dimension;
}

/** All filters must let a source through; an exclusion lets through what has none of its values. */
function readFilters(body: Parameters): (source: Source) => boolean {
  const filters = (body.list('filters', MOST_FILTERS) ?? []).map((entry) => {
    const filter = objectOf(entry, 'filters');
    const excludes = filter.requiredInteger('operator', { min: 0, max: 1 }) === 1;
    const given = (entry as Readonly<Record<string, unknown>>).filter_factor;
    const factor = objectOf(given, 'filter_factor');
    const key = factor.requiredText('key', { max: 256 });
    const values = factor.list('value', 10_000);
    if (!isFilterKey(key) || values === null) throw refuse('CBC.0100', 'filter_factor');
    if (values.some((value) => typeof value !== 'string')) throw refuse('CBC.0100', 'filter_factor');
    return { key, excludes, values: new Set(values as readonly string[]) };
  });
  return (source) =>
    filters.every(({ key, excludes, values }) => {
      const found = filterValues(source, key).some((value) => values.has(value));
      return found !== excludes;
    });
}
