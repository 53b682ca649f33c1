import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decimal, toUnits } from '@/lib/money';
import { exploreFilters } from './filters';
import { type MadeLedger, type MadeLine, madeLines, makeLedger } from './made-ledger.test-data.server';
import { explore } from './service.server';

let made: MadeLedger;
beforeAll(async () => {
  made = await makeLedger(madeLines(3000));
});
afterAll(() => made.close());

const ask = (search: string) => exploreFilters.parse(new URLSearchParams(search)).values;
const units = (text: string) => toUnits(decimal(text));
const added = (texts: readonly string[]) => texts.reduce((sum, text) => sum + units(text), 0n);

test('the same days of the month before, to the digit, without the day that is not over', async () => {
  const answer = await explore(made.ctx, ask('period=this-month&compare=previous&by=service&top=3'));
  expect(answer.span).toEqual({ from: '2026-11-01', to: '2026-11-21' });
  expect(answer.compared).toEqual({ from: '2026-10-01', to: '2026-10-21' });
  const october = made.lines.filter(({ cycle, day }) => cycle === '2026-10' && day <= '2026-10-21');
  const november = made.lines.filter(({ cycle, day }) => cycle === '2026-11' && day <= '2026-11-21');
  for (const block of answer.blocks) {
    const now = november.filter(({ currency }) => currency === block.currency);
    expect(units(block.total)).toBe(added(now.map(({ amount }) => amount)));
    const own = october.filter(({ currency }) => currency === block.currency);
    expect(units(block.before ?? '')).toBe(added(own.map(({ amount }) => amount)));
    const parts = [...block.rows, ...(block.others ? [block.others] : [])];
    expect(added(parts.map(({ before }) => before ?? ''))).toBe(units(block.before ?? ''));
  }
});

test('each day beside the same day of the month before, to the digit', async () => {
  const answer = await explore(made.ctx, ask('period=this-month&compare=previous&by=service&top=3&step=day'));
  expect(answer.stepsBefore.slice(0, 2)).toEqual(['2026-10-01', '2026-10-02']);
  for (const block of answer.blocks) {
    for (const [index, day] of answer.stepsBefore.entries()) {
      const own = made.lines.filter(
        (line) => line.currency === block.currency && line.day === day && line.cycle === '2026-10',
      );
      expect(units(block.beforeValues?.[index] ?? '')).toBe(added(own.map(({ amount }) => amount)));
    }
    expect(added((block.beforeValues ?? []).map(String))).toBe(units(block.before ?? ''));
  }
  // Of the year before nothing is there.
  const lacking = await explore(made.ctx, ask('from=2026-10&to=2026-11&compare=year'));
  expect(lacking.stepsBefore).toEqual([null, null]);
  const whole = await explore(made.ctx, ask('period=this-month&by=service&step=day'));
  expect(whole.blocks.map(({ beforeValues }) => beforeValues)).toEqual(whole.blocks.map(() => null));
});

test('a row and the view of it are compared with the same days, whenever its account had its last line', async () => {
  const whole = await explore(made.ctx, ask('period=this-month&compare=previous&by=account'));
  for (const { currency, rows } of whole.blocks) {
    for (const { key, total, before } of rows) {
      const own = await explore(made.ctx, ask(`period=this-month&compare=previous&by=none&account=${key[0]}`));
      expect([own.span, own.compared]).toEqual([whole.span, whole.compared]);
      expect(own.blocks.find((block) => block.currency === currency)).toMatchObject({ total, before });
    }
  }
  const first = { ...made.ctx, clock: { now: () => new Date('2026-10-31T20:00:00Z') } };
  const oneDay = await explore(first, ask('period=this-month&compare=previous'));
  expect([oneDay.span, oneDay.compared]).toEqual([
    { from: '2026-11-01', to: '2026-11-01' },
    { from: '2026-10-01', to: '2026-10-01' },
  ]);
});

test('days that are not read yet are compared with nothing', async () => {
  const later = { ...made.ctx, clock: { now: () => new Date('2026-11-25T20:00:00Z') } };
  const answer = await explore(later, ask('period=this-month&compare=previous'));
  expect([answer.span.to, answer.compared?.to]).toEqual(['2026-11-21', '2026-10-21']);
});

describe.each([
  { search: 'by=resource,region', keyOf: (line: MadeLine) => [line.resource, line.region] },
  { search: 'by=resource,region&step=month', keyOf: (line: MadeLine) => [line.resource, line.region] },
  {
    search: 'by=resource,region&measure=lines',
    keyOf: (line: MadeLine) => [line.resource, line.region],
    counted: true,
  },
  { search: 'by=region,mode', keyOf: (line: MadeLine) => [line.region, String(line.mode ?? '')] },
])('groups of two spans: $search', ({ search, keyOf, counted = false }) => {
  const valueOf = (line: MadeLine) => (counted ? toUnits(decimal('1')) : units(line.amount));
  const sizeOf = (value: bigint) => (value < 0n ? -value : value);

  test.each([true, false])(
    'those that are gone are rows, or counted; from sums made beforehand: %s',
    async (rolled) => {
      await made.pointToRollups(rolled);
      for (const top of [5, 100]) {
        const answer = await explore(made.ctx, ask(`cycle=2026-10&compare=previous&top=${top}&${search}`));
        for (const block of answer.blocks) {
          const groups = new Map<string, { key: string[]; now: bigint; before: bigint; lines: number }>();
          for (const line of made.lines) {
            const [isNow, isBefore] = [line.cycle === '2026-10', line.cycle === '2026-09'];
            if (line.currency !== block.currency || (!isNow && !isBefore)) continue;
            const key = keyOf(line);
            const group = groups.get(key.join(' ')) ?? { key, now: 0n, before: 0n, lines: 0 };
            groups.set(key.join(' '), group);
            if (isNow) group.now += valueOf(line);
            if (isNow) group.lines += 1;
            if (isBefore) group.before += valueOf(line);
          }
          const wanted = [...groups.values()].sort(
            (a, b) =>
              Number(sizeOf(b.now) - sizeOf(a.now)) ||
              Number(a.lines === 0) - Number(b.lines === 0) ||
              Number(sizeOf(b.before) - sizeOf(a.before)),
          );
          const figuresOf = ({ now, before, lines }: (typeof wanted)[number]) => [now, before, lines];
          expect(block.rows.map((row) => [units(row.total), units(row.before ?? ''), row.lines])).toEqual(
            wanted.slice(0, top).map(figuresOf),
          );
          expect(block.others?.count ?? 0).toBe(Math.max(wanted.length - top, 0));
          for (const row of block.rows) {
            const own = groups.get(row.key.join(' '));
            expect(own && figuresOf(own)).toEqual([units(row.total), units(row.before ?? ''), row.lines]);
            if (row.key[0]?.startsWith('r-')) expect(row.names[0]).toBe(`name ${row.key[0]}`);
          }
        }
      }
    },
  );
});

test('the view of what is gone is named by the lines that it had', async () => {
  const answer = await explore(made.ctx, ask('cycle=2026-10&compare=previous&top=500&by=resource'));
  const [gone] = answer.blocks.flatMap(({ rows }) => rows).filter(({ lines }) => lines === 0);
  const there = answer.blocks.flatMap(({ rows }) => rows).filter(({ lines }) => lines > 0);
  const code = gone?.key[0] ?? '';
  expect(there.map(({ key }) => key[0])).not.toContain(code);
  const own = await explore(made.ctx, ask(`cycle=2026-10&compare=previous&by=region&resource=${code}`));
  expect(own.filterNames.resource).toEqual({ [code]: `name ${code}` });
});
