import { afterAll, beforeAll, expect, test } from 'vitest';
import { decimal, toUnits } from '@/lib/money';
import { exportExplore } from './export.server';
import { exploreFilters } from './filters';
import { harbour, type MadeLedger, madeLines, makeLedger } from './made-ledger.test-data.server';
import { explore } from './service.server';

let made: MadeLedger;
beforeAll(async () => {
  made = await makeLedger(madeLines(300));
});
afterAll(() => made.close());

const ask = (search: string) => exploreFilters.parse(new URLSearchParams(search)).values;
const units = (text: string) => toUnits(decimal(text));
const added = (texts: readonly string[]) => texts.reduce((sum, text) => sum + units(text), 0n);

test('the file is the table', async () => {
  const filters = ask(`by=service,region&from=2026-09&to=2026-10&top=5&account=${harbour.domainId}`);
  const answer = await explore(made.ctx, filters);
  const file = await exportExplore(made.ctx, filters, { labels: false });
  const rows = [...(file.rows as Iterable<readonly (string | null)[]>)];
  const total = file.columns.findIndex(({ header }) => header === 'total');
  const currency = file.columns.findIndex(({ header }) => header === 'currency');
  expect(rows).toHaveLength(answer.total);
  for (const block of answer.blocks) {
    const own = rows.filter((row) => row[currency] === block.currency);
    expect(added(own.map((row) => row[total] ?? ''))).toBe(units(block.total));
  }
  expect(file.columns.map(({ header }) => header).slice(0, 9)).toEqual([
    'row',
    'service',
    'serviceName',
    'region',
    'regionName',
    'measure',
    'currency',
    '2026-09',
    '2026-10',
  ]);
});

test('a file says what it is compared with, and there is none when part of that is lacking', async () => {
  const compared = (search: string) =>
    exportExplore(made.ctx, ask(`by=none&step=none&account=${harbour.domainId}&compare=previous&${search}`), {
      labels: false,
    });
  const { columns, rows } = await compared('cycle=2026-10');
  const [row = []] = [...(rows as Iterable<readonly (string | null)[]>)];
  const cellOf = (name: string) => row[columns.findIndex(({ header }) => header === name)];
  expect([cellOf('comparedFrom'), cellOf('comparedTo')]).toEqual(['2026-09-01', '2026-09-30']);
  await expect(compared('from=2026-08&to=2026-09')).rejects.toMatchObject({ code: 'unavailable', field: 'compare' });
});

test('there is no file when part of the span is lacking, and waiting is no way out when nobody has it any more', async () => {
  await expect(exportExplore(made.ctx, ask('from=2023-10'), { labels: false })).rejects.toMatchObject({
    code: 'not_found',
    field: 'from',
    message: expect.not.stringContaining('wait'),
  });
  await expect(exportExplore(made.ctx, ask('from=2026-07'), { labels: false })).rejects.toMatchObject({
    code: 'unavailable',
    field: 'from',
  });
});

test('a file for people has words where one for programs has codes', async () => {
  const rowsOf = async (search: string, options: { labels: boolean; locale?: string }) => {
    const { labels, locale = 'en' } = options;
    const ctx = { ...made.ctx, locale } as typeof made.ctx;
    const { columns, rows } = await exportExplore(ctx, ask(`account=${harbour.domainId}&cycle=2026-10&${search}`), {
      labels,
    });
    return [...(rows as Iterable<readonly (string | null)[]>)].map((row) =>
      Object.fromEntries(columns.map(({ header }, index) => [header, row[index]])),
    );
  };
  const [program] = await rowsOf('by=service&top=1', { labels: false });
  expect(program).toMatchObject({ row: 'group', measure: 'amount' });
  const people = await rowsOf('by=service&top=1', { labels: true, locale: 'zh-CN' });
  expect(people.map(({ 行: row, 指标: measure }) => [row, measure])).toEqual([
    ['分组', '应付金额'],
    ['其他', '应付金额'],
  ]);
  const codes = await rowsOf('by=none&measure=usage', { labels: false });
  const words = await rowsOf('by=none&measure=usage', { labels: true });
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.map(({ unit }) => unit)).not.toEqual(words.map(({ Unit }) => Unit));
  expect(new Set(words.map(({ Unit }) => Unit)).size).toBe(codes.length);
});
