import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Decimal, decimal, fromUnits, toUnits } from '@/lib/money';
import { learnNames } from '@/lib/state/names.server';
import { listChoices } from './choices.server';
import type { Cycle } from '@/lib/cycles';
import { saveCycleFailure } from '@/lib/state/syncs.server';
import { choiceFilters, type ExploreFilters, exploreFilters } from './filters';
import type { ExploreBlock } from './schema';
import { explore } from './service.server';
import {
  harbour,
  lanting,
  type MadeLedger,
  type MadeLine,
  madeLines,
  makeLedger,
  numbers,
  quiet,
} from './made-ledger.test-data.server';
import type { Dimension } from './words';

let made: MadeLedger;
beforeAll(async () => {
  made = await makeLedger(madeLines(3000));
  const name = { kind: 'project', code: 'of-others', language: 'en_US', name: 'Merger' } as const;
  await learnNames(made.ctx.state, [name]);
});
afterAll(() => made.close());

const ask = (search: string) => {
  const { values, problems } = exploreFilters.parse(new URLSearchParams(search));
  expect(problems).toEqual([]);
  return values;
};

const tagged = (tag: string, key: string) =>
  tag
    .split(/[;,]/)
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${key}=`))
    ?.slice(key.length + 1) ?? '';

const codeOf = (line: MadeLine, dimension: Dimension): string =>
  ({
    service: line.service,
    region: line.region,
    project: line.project,
    account: line.account,
    resource: line.resource,
    mode: String(line.mode ?? ''),
    tag: tagged(line.tag, 'env'),
    type: '',
    sku: '',
    resourceType: '',
  })[dimension];

const valueOf = (line: MadeLine, measure: string) =>
  measure === 'usage' ? (line.usage ?? '0') : measure === 'official' ? line.official : line.amount;

/** An independent sum of the same lines. */
function expected(lines: MadeLine[], { measure, by, step }: ExploreFilters): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const line of lines) {
    const block = `${line.currency} ${measure === 'usage' ? line.unit : ''}`;
    const time = step === 'month' ? line.cycle : step === 'day' ? line.day : '';
    const key = JSON.stringify([block, by.map((dimension) => codeOf(line, dimension)), time]);
    const units = measure === 'lines' ? 10n ** 10n : toUnits(decimal(valueOf(line, measure)));
    sums.set(key, (sums.get(key) ?? 0n) + units);
  }
  return sums;
}

const blockOf = ({ currency, unit }: ExploreBlock) => `${currency} ${unit ?? ''}`;
const units = (text: string) => toUnits(decimal(text));
const added = (texts: readonly string[]) => texts.reduce((sum, text) => sum + units(text), 0n);

describe('sums', () => {
  const random = numbers(11);
  const one = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const searches = Array.from({ length: 40 }, () => {
    const by = ['service', 'region', 'project', 'account', 'mode', 'tag', 'resource'].filter(() => random(3) === 0);
    const conditions = [
      random(3) === 0 ? 'service=hws.1,hws.2,hws.3' : '',
      random(4) === 0 ? 'region=!ap-1,\\e' : '',
      random(4) === 0 ? 'mode=3,\\e' : '',
      random(5) === 0 ? 'tag=!prod' : '',
      random(5) === 0 ? `account=${harbour.domainId}` : '',
    ].filter(Boolean);
    return [
      `measure=${one(['amount', 'official', 'usage', 'lines'])}`,
      `by=${by.length > 0 ? by.slice(0, 5).join(',') : 'none'}`,
      `step=${one(['month', 'day', 'none'])}`,
      `top=${one([1, 3, 8, 500])}`,
      'from=2026-08&to=2026-11&tagKey=env',
      ...conditions,
    ].join('&');
  });

  const ways = searches.flatMap((search) => [[search, 'sums'] as const, [search, 'lines'] as const]);
  afterAll(() => made.pointToRollups(true));

  test.each(ways)('%s, from %s', async (search, way) => {
    await made.pointToRollups(way === 'sums');
    const filters = ask(search);
    const lines = made.lines.filter((line) =>
      (['service', 'region', 'mode', 'tag', 'account'] as const).every((dimension) => {
        const list = filters[dimension];
        return list === null || list.values.includes(codeOf(line, dimension)) !== list.exclude;
      }),
    );
    const answer = await explore(made.ctx, filters);
    const sums = expected(lines, filters);
    const steps = filters.step === 'none' ? [''] : answer.steps;
    for (const block of answer.blocks) {
      const parts = [...block.rows, ...(block.others ? [block.others] : [])];
      // Rows and others are the total, at every step and over all of them.
      expect(added(parts.map(({ total }) => total))).toBe(units(block.total));
      expect(parts.reduce((sum, part) => sum + part.lines, 0)).toBe(block.lines);
      for (const [index] of answer.steps.entries()) {
        expect(added(parts.map(({ values }) => values[index] ?? '0'))).toBe(units(block.values[index] ?? ''));
      }
      for (const row of block.rows) {
        const ofSteps = filters.step === 'none' ? [row.total] : row.values;
        expect(added(ofSteps)).toBe(units(row.total));
        for (const [index, step] of steps.entries()) {
          expect(units(ofSteps[index] ?? '')).toBe(sums.get(JSON.stringify([blockOf(block), row.key, step])) ?? 0n);
        }
      }
      const sizes = block.rows.map(({ total }) => units(total)).map((size) => (size < 0n ? -size : size));
      expect(sizes).toEqual([...sizes].sort((a, b) => (a > b ? -1 : 1)));
      const groups = new Set(
        [...sums.keys()].flatMap((key) => {
          const [own, group] = JSON.parse(key) as [string, string[]];
          return own === blockOf(block) ? [JSON.stringify(group)] : [];
        }),
      );
      expect(block.rows.length + (block.others?.count ?? 0)).toBe(groups.size);
    }
    const all = [...sums.values()].reduce((sum, value) => sum + value, 0n);
    expect(added(answer.blocks.map(({ total }) => total))).toBe(all);
  });
});

test.each([true, false])(
  'a specification is as good as the code of an SKU, as in the lists (sums: %s)',
  async (sums) => {
    await made.pointToRollups(sums);
    const counted = async (sku: string) => {
      const { blocks } = await explore(made.ctx, ask(`by=none&step=none&from=2026-08&to=2026-11&sku=${sku}`));
      return blocks.reduce((count, { lines }) => count + lines, 0);
    };
    const isAsked = ({ service, region }: MadeLine) => service === 'hws.3' || region === 'ap-1';
    expect(await counted('spec|hws.3,sku.ap-1')).toBe(made.lines.filter(isAsked).length);
    expect(await counted('!spec|hws.3,sku.ap-1')).toBe(made.lines.filter((line) => !isAsked(line)).length);
    await made.pointToRollups(true);
  },
);

test('what was never published is named, and compared with nothing', async () => {
  const answer = await explore(made.ctx, ask('from=2026-07&to=2026-08&compare=year'));
  expect(answer.unpublished.map(({ cycle, accounts }) => [cycle, accounts.map(({ name }) => name)])).toEqual([
    ['2026-07', ['harbour', 'lanting', 'quiet']],
    ['2026-08', ['quiet']],
  ]);
  expect(answer.blocks[0]?.before).toBeNull();
});

test('a month whose newest reading could not be believed says so; one that is not shown at all says that', async () => {
  const refused = { code: 'unproven', detail: 'Two readings agree.', retryAt: '2026-11-22T05:00:00.000Z' };
  for (const domainId of [harbour.domainId, quiet.domainId]) {
    await saveCycleFailure(made.ctx.state, { domainId, cycle: '2026-09' as Cycle }, refused);
  }
  const { unproven } = await explore(made.ctx, ask('from=2026-08&to=2026-10'));
  expect(unproven).toEqual([
    { account: { domainId: harbour.domainId, name: 'harbour' }, cycle: '2026-09', detail: 'Two readings agree.' },
  ]);
  expect((await explore(made.ctx, ask('cycle=2026-10'))).unproven).toEqual([]);
  expect((await explore({ ...made.ctx, accounts: [lanting] }, ask('from=2026-08'))).unproven).toEqual([]);
});

test('only accounts of the scope, whatever is asked', async () => {
  await expect(explore(made.ctx, ask('account=someone'))).rejects.toMatchObject({ code: 'not_found' });
  await expect(explore(made.ctx, ask('account=!someone'))).rejects.toMatchObject({ code: 'not_found' });
  const narrow = { ...made.ctx, accounts: [lanting] };
  const answer = await explore(narrow, ask('by=account&from=2026-08'));
  expect(answer.blocks.flatMap(({ rows }) => rows.map(({ key }) => key[0]))).not.toContain(harbour.domainId);
  const { items } = await listChoices(narrow, choiceFilters.parse({ of: 'account', from: '2026-08' }).values);
  expect(items).toEqual([{ code: lanting.domainId, name: 'lanting' }]);
});

test('what a view keeps and leaves out is named, whether or not it is among the rows', async () => {
  const answer = await explore(made.ctx, ask('by=region&from=2026-08&service=!hws.11,unheard&mode=3'));
  expect(answer.filterNames).toEqual({ service: { 'hws.11': 'Name of hws.11' }, mode: { '3': 'Pay-per-use' } });
});

test('what a project is called is told to those who see a line of it, whoever knows its code', async () => {
  const answer = await explore(made.ctx, ask('by=region&from=2026-08&project=!of-others'));
  expect(answer.blocks.length).toBeGreaterThan(0);
  expect(answer.filterNames).toEqual({ project: {} });
});

/** A key and a value that somebody typed into a console. */
const ODD = { key: 'k\te\ny', value: "a\u0001\r\nb\u007f'\\" };

test('whatever is in a tag can be grouped and filtered by', async () => {
  const own = made.lines.filter(({ tag, currency }) => tag === `${ODD.key}=${ODD.value}` && currency === 'USD');
  const sum = fromUnits(own.reduce((total, { amount }) => total + units(amount), 0n));
  const span = `from=2026-08&to=2026-11&step=none&by=tag&tagKey=${encodeURIComponent(ODD.key)}`;
  const inUsd = ({ currency }: ExploreBlock) => currency === 'USD';
  const all = (await explore(made.ctx, ask(span))).blocks.find(inUsd);
  expect(all?.rows.find(({ key }) => key[0] === ODD.value)?.total).toBe(sum);
  const values = encodeURIComponent(ODD.value.replace('\\', '\\\\'));
  const kept = (await explore(made.ctx, ask(`${span}&tag=${values}`))).blocks.find(inUsd);
  expect(kept).toMatchObject({ total: sum, lines: own.length });
});

test('choices are found by code, by name, and by tag key', async () => {
  const choices = (search: string) =>
    listChoices(made.ctx, choiceFilters.parse(new URLSearchParams(`from=2026-08&${search}`)).values);
  expect((await choices('of=service&q=NAME of hws.11')).items).toEqual([{ code: 'hws.11', name: 'Name of hws.11' }]);
  expect((await choices('of=tagKey')).items.map(({ code }) => code).sort()).toEqual([
    'env',
    'environment',
    ODD.key,
    'team',
  ]);
  expect((await choices('of=tag&tagKey=team')).items.map(({ code }) => code).sort()).toEqual(['', 'core', '支付']);
  expect((await choices('of=mode&q=pay-per')).items).toEqual([{ code: '3', name: 'Pay-per-use' }]);
});

test('a sum beyond what a number holds keeps its last digit', () => {
  expect(fromUnits(units('123456789012345.12345678') * 2n)).toBe('246913578024690.24691356' as Decimal);
});

test('a project that is called like one among the others is told apart, and none for one of other accounts', async () => {
  const all = (await explore(made.ctx, ask('by=project&from=2026-08&step=none'))).blocks.flatMap(({ rows }) => rows);
  const codes = [...new Set(all.flatMap(({ key }) => key))].filter((code) => code !== '');
  const [first = '', second = ''] = codes;
  expect(second).not.toBe('');
  const called = (code: string, name: string) => ({ kind: 'project', code, language: 'en_US', name }) as const;
  const nameOfFirst = async () => {
    // Names are kept a minute for each way to the store.
    const fresh = { ...made.ctx, state: made.ctx.state.withoutPlugins() };
    const { blocks } = await explore(fresh, ask('by=project&from=2026-08&step=none&top=1'));
    return blocks.flatMap(({ rows }) => rows.flatMap(({ key, names }) => (key[0] === first ? names : [])))[0];
  };
  await learnNames(made.ctx.state, [called(first, 'Merger'), called('of-others', 'Merger')]);
  expect(await nameOfFirst()).toBe('Merger');
  await learnNames(made.ctx.state, [called(second, 'Merger')]);
  expect(await nameOfFirst()).toBe(`Merger (${first.slice(0, 8)})`);
});
