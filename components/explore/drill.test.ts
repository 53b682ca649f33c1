import { describe, expect, test } from 'vitest';
import { type ExploreFilters, exploreFilters } from '@/lib/explore/filters';
import { expenditureFilters } from '@/lib/bills/filters';
import { answered, hasLines, linesHref, othersHref } from './drill';

const TODAY = '2026-11-22';
const view = (search: string): ExploreFilters => exploreFilters.parse(new URLSearchParams(search)).values;
/** What the page of lines reads from the address that a view leads to. */
const linesOf = (search: string, key: readonly string[] = []) => readAs(linesHref(view(search), TODAY, key));
const othersOf = (search: string, keys: readonly string[]) =>
  readAs(othersHref(view(search), TODAY, keys.map((key) => ({ key: [key] })) as never[]));

function readAs(href: string | null) {
  if (href === null) return null;
  const { values, problems } = expenditureFilters.parse(new URL(href, 'http://portal').searchParams);
  expect(problems).toEqual([]);
  const shown = new URLSearchParams(expenditureFilters.toSearch(values));
  return Object.fromEntries([...shown].filter(([name]) => !['sort', 'zero', 'pageSize'].includes(name)));
}

test('a comparison leads to the lines of the days that it is of', () => {
  const span = { from: '2026-11-01', to: '2026-11-21' };
  const compared = { from: '2026-10-01', to: '2026-10-21' };
  const linesOf = (answer: Parameters<typeof answered>[1], lines = 1) =>
    readAs(linesHref(answered(view('period=this-month&by=none&compare=previous'), answer, { lines }), TODAY));
  expect(linesOf({ span, compared })).toEqual({ cycle: '2026-11', fromDay: span.from, toDay: span.to });
  expect(linesOf({ span, compared: null })).toEqual({ cycle: '2026-11' });
  // What is gone has no lines there.
  expect(linesOf({ span, compared }, 0)).toEqual({ cycle: '2026-10', fromDay: compared.from, toDay: compared.to });
  const month = { from: '2026-10-01', to: '2026-10-31' };
  expect(linesOf({ span: month, compared })).toEqual({ cycle: '2026-10' });
});

describe('the lines of a row', () => {
  test.each([
    ['cycle=2026-10&by=service', ['ec2'], { cycle: '2026-10', service: 'ec2' }],
    ['cycle=2026-10&by=region', [''], { cycle: '2026-10', region: '\\e' }],
    ['cycle=2026-10&by=project', [''], { cycle: '2026-10', project: 'null' }],
    ['cycle=2026-10&by=tag&tagKey=env', [''], { cycle: '2026-10', tag: 'env=' }],
    ['cycle=2026-10&by=mode', [''], { cycle: '2026-10', mode: '\\e' }],
    ['cycle=2026-10&by=none&service=ec2,evs', [], { cycle: '2026-10', service: 'ec2,evs' }],
    ['cycle=2026-10&by=none&service=!ec2&project=!%5Ce', [], { cycle: '2026-10', service: '!ec2', project: '!null' }],
    ['cycle=2026-10&by=resource', ['a,b'], { cycle: '2026-10', resource: 'a\\,b' }],
    ['cycle=2026-10&by=sku,resourceType', ['s6', 'vm'], { cycle: '2026-10', sku: 's6', resourceType: 'vm' }],
    ['cycle=2026-10&by=tag&tagKey=env', ['prod'], { cycle: '2026-10', tag: 'env=prod' }],
    ['period=last-3&by=none', [], { from: '2026-09', to: '2026-11' }],
    ['from=2026-10-05&to=2026-10-05&by=none', [], { cycle: '2026-10', fromDay: '2026-10-05', toDay: '2026-10-05' }],
    ['from=2026-11-01&to=2026-11-10&by=none', [], { cycle: '2026-11', fromDay: '2026-11-01', toDay: '2026-11-10' }],
    [
      'from=2026-10-20&by=service&service=ec2,evs',
      ['evs'],
      { from: '2026-10', to: '2026-11', fromDay: '2026-10-20', toDay: TODAY, service: 'evs' },
    ],
  ])('%s %j', (search, key, expected) => {
    expect(linesOf(search, key)).toEqual(expected);
  });

  test.each([['cycle=2026-10&by=none&account=!a', []]])(
    '%s %j has no filter for them, so there is no way there',
    (search, key) => {
      expect(linesOf(search, key)).toBeNull();
    },
  );
});

test('the others are what none of the rows is', () => {
  expect(othersOf('cycle=2026-10&by=service', ['ec2', ''])).toEqual({ cycle: '2026-10', service: '!ec2,\\e' });
  expect(othersOf('cycle=2026-10&by=service&service=!obs', ['ec2'])).toEqual({ cycle: '2026-10', service: '!obs,ec2' });
  expect(othersOf('cycle=2026-10&by=service&service=obs,ec2,evs', ['ec2'])).toEqual({
    cycle: '2026-10',
    service: 'obs,evs',
  });
  const many = Array.from({ length: 101 }, (_, index) => `r${index}`);
  expect(othersOf('cycle=2026-10&by=resource', many)).toBeNull();
  // No address is as long as that.
  expect(othersOf('cycle=2026-10&by=tag&tagKey=env', ['支'.repeat(257)])).toBeNull();
  expect(
    othersOf(
      'cycle=2026-10&by=tag&tagKey=env',
      Array.from({ length: 10 }, (_, at) => `${at}${'支'.repeat(100)}`),
    ),
  ).toBeNull();
  expect(othersOf('cycle=2026-10&by=service,region', ['ec2'])).toBeNull();
});

test('of usage in several units there are no lines to lead to: the list has them all', () => {
  const [hours, requests] = [{ unit: 4 }, { unit: 11 }] as never[];
  expect(hasLines({ measure: 'usage', blocks: [hours as never, requests as never] })).toBe(false);
  expect(hasLines({ measure: 'usage', blocks: [hours as never] })).toBe(true);
  expect(hasLines({ measure: 'amount', blocks: [] })).toBe(true);
});
