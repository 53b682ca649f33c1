import type { ServiceContext } from '../../lib/context.server';
import { encodeCursor } from '../../lib/bills/cursor';
import { expenditureFilters, summaryFilters } from '../../lib/bills/filters';
import { listSummary } from '../../lib/bills/list-summary.server';
import { listExpenditures } from '../../lib/bills/service.server';
import { exploreFilters } from '../../lib/explore/filters';
import { explore } from '../../lib/explore/service.server';
import type { Ledger } from '../../lib/ledger/ledger';

export interface Question {
  name: string;
  /** How much dearer it may be over ten times the lines: it reads them all, or a page of them. */
  cost: 'scan' | 'page';
  /** Path and query of the API. */
  path: string;
  /** What the route does with it. */
  ask(ctx: ServiceContext): Promise<unknown>;
}

const exploring = (search: string): Pick<Question, 'path' | 'ask'> => ({
  path: `/api/v1/bills/explore?${search}`,
  ask: (ctx) => explore(ctx, parsed(exploreFilters, search)),
});
const listing = (search: string): Pick<Question, 'path' | 'ask'> => ({
  path: `/api/v1/bills/expenditures?${search}`,
  ask: (ctx) => listExpenditures(ctx, parsed(expenditureFilters, search)),
});
const summing = (search: string): Pick<Question, 'path' | 'ask'> => ({
  path: `/api/v1/bills/summary?${search}`,
  ask: (ctx) => listSummary(ctx, parsed(summaryFilters, search)),
});

interface Parsed<V> {
  values: V;
  problems: readonly unknown[];
}

function parsed<V>(filters: { parse(raw: URLSearchParams): Parsed<V> }, search: string): V {
  const { values, problems } = filters.parse(new URLSearchParams(search));
  if (problems.length > 0) throw new Error(`${search}: ${JSON.stringify(problems)}`);
  return values;
}

const SERVICES = ['ec2', 'ebs', 'rds', 'obs', 'vpc', 'cdn', 'dcs'].map((name) => `hws.service.type.${name}`);
const MEASURES = ['amount', 'official', 'discount', 'cash', 'coupon', 'flexi', 'storedCard', 'debt', 'credit'];
const WORDS = ['worker', 'batch', '订单', 'gateway', 'media', 'staging', 'render', 'analytics', 'volume', 'build'];
const PAGE_SIZE = 50;
const PAGE = 100;

const cycles = Array.from({ length: 36 }, (_, back) => {
  const month = 2026 * 12 + 10 - back;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
});
const cycleOf = (turn: number): string => cycles[1 + (turn % 35)] ?? '2026-10';
const monthsBefore = (back: number): string => cycles[back] ?? '2023-12';
const dayBefore = (back: number): string =>
  new Date(Date.UTC(2026, 10, 21) - back * 86_400_000).toISOString().slice(0, 10);
const of = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T;

/** Over everything that is published, so that no later question is the first of a month. */
export const everything = exploring('by=none&step=month&from=2023-12&to=2026-11');

/** Another one of its kind each turn: what the portal remembers of the last one is no help. */
export const questions: readonly ((turn: number, ledger: Ledger) => Promise<Question>)[] = [
  async (turn) => ({
    name: 'month × service, 13 months',
    cost: 'scan',
    ...exploring(
      `by=service&step=month&from=${monthsBefore(12 + (turn % 20))}&to=${monthsBefore(turn % 20)}&measure=${of(MEASURES, turn)}`,
    ),
  }),
  async (turn) => ({
    name: 'a month by region × project, services filtered',
    cost: 'scan',
    ...exploring(
      `by=region,project&step=none&cycle=${cycleOf(turn)}&service=${of(SERVICES, turn)},${of(SERVICES, turn + 1)}&measure=${of(MEASURES, turn)}`,
    ),
  }),
  async (turn) => ({
    name: 'top 50 resources of a month',
    cost: 'scan',
    ...exploring(`by=resource&step=none&top=50&cycle=${cycleOf(turn)}&measure=${of(MEASURES, turn)}`),
  }),
  async (turn, ledger) => ({
    name: `page ${PAGE} of filtered lines by amount`,
    cost: 'page',
    ...listing(await pageSearch(ledger, cycleOf(turn), of(SERVICES, turn + Math.floor(turn / 35)))),
  }),
  async (turn) => ({
    name: 'part of a resource name, a year',
    cost: 'scan',
    ...listing(
      `from=${monthsBefore(11 + Math.floor(turn / 100))}&to=${monthsBefore(Math.floor(turn / 100))}&sort=-amount&pageSize=${PAGE_SIZE}&q=${encodeURIComponent(of(WORDS, turn))}-${(turn + Math.floor(turn / WORDS.length)) % 10}`,
    ),
  }),
  async (turn) => ({
    name: 'daily totals of 90 days',
    cost: 'scan',
    ...exploring(`by=none&step=day&from=${dayBefore(89 + turn)}&to=${dayBefore(turn)}&measure=${of(MEASURES, turn)}`),
  }),
  async (turn) => ({
    name: 'summary of a year',
    cost: 'page',
    ...summing(
      `from=${monthsBefore(11 + (turn % 24))}&to=${monthsBefore(turn % 24)}&pageSize=${PAGE_SIZE}&service=${of(SERVICES, turn)}`,
    ),
  }),
];

/** A list is walked by keys: where its hundredth page begins is asked once, apart from what is measured. */
async function pageSearch(ledger: Ledger, cycle: string, service: string): Promise<string> {
  const filters = `cycle=${cycle}&service=${service}&sort=-amount&pageSize=${PAGE_SIZE}`;
  const [row] = await ledger.read<{ account: string; position: number; amount: string }>({
    sql:
      'SELECT account, position, toString(amount) AS amount FROM ledger.fee_lines ' +
      'WHERE cycle = {cycle:String} AND cloud_service_type = {service:String} ' +
      'ORDER BY fee_lines.amount DESC, account, position LIMIT 1 OFFSET {offset:UInt32}',
    params: { cycle, service, offset: (PAGE - 1) * PAGE_SIZE - 1 },
  });
  if (!row) return filters;
  const place = { value: row.amount, account: row.account, cycle, position: row.position };
  return `${filters}&cursor=${encodeCursor({ list: 'expenditures', sort: '-amount' }, { side: 'after', place })}`;
}
