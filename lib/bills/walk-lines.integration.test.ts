import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Decimal, fromUnits, padDecimals, toUnits } from '@/lib/money';
import { only, type ValueList } from '@/lib/query/value-list';
import { usageFilters, usageSorts } from './filters';
import { account, usageRecord } from './hand-made-bills.test-data.server';
import { type LedgerBench, openLedgerBench } from './ledger-bench.test-data.server';
import type { UsageLine, UsageList } from './schema';
import { listUsage } from './service.server';

const accounts = [account('b'), account('a'), account('c', 'CNY')];
const cycles = ['2026-10', '2026-11'];

let bench: LedgerBench;
beforeAll(async () => {
  bench = await openLedgerBench();
});
afterAll(() => bench.close());

/** Few distinct values on purpose: equal sort values are what breaks a cursor. */
const record = fc.record({
  units: fc.bigInt({ min: -3n, max: 3n }).map((step) => step * 10n ** 9n + step),
  day: fc.integer({ min: 1, max: 3 }),
  name: fc.constantFrom('', 'web', 'WEB-1', '图片', 'x'.repeat(60), `${'x'.repeat(60)}y`, '😀', `it's "a" {b} \\ %`),
  region: fc.constantFrom('', 'ap-1', 'cn-4'),
  mode: fc.constantFrom(1, 3),
  tag: fc.constantFrom('', 'env=prod', 'env=test;Owner=图'),
  project: fc.constantFrom('', '0', 'p1'),
});
const world = fc.array(fc.array(record, { maxLength: 14 }), { minLength: 6, maxLength: 6 });
const sorts = fc.constantFrom(...usageSorts.flatMap((sort) => [sort, `-${sort}` as const]));
/** None, or a few of these values, kept or left out. */
const listOf = (...values: string[]): fc.Arbitrary<ValueList | null> =>
  fc.oneof(
    fc.constant(null),
    fc.constantFrom(...values).map(only),
    fc.record({ exclude: fc.boolean(), values: fc.subarray(values, { minLength: 1 }) }),
  );
const conditions = fc.record({
  region: listOf('ap-1', 'cn-4', ''),
  mode: listOf('3', '1'),
  project: listOf('null', 'p1', '0'),
  zero: fc.constantFrom('include', 'hide', 'only'),
  tag: listOf('env', 'env=prod', 'env=', 'own', 'Owner'),
  q: fc.constantFrom(null, 'WEB', '图', 'own', `"A" {b} \\ %`, '%', "' OR 1=1 --", 'xy'),
} as const);

type Lines = (typeof record extends fc.Arbitrary<infer T> ? T : never)[];

async function publish(parts: Lines[], rolledUp = true) {
  const loads = accounts.flatMap((owner, index) =>
    cycles.map((cycle, cycleIndex) => ({
      account: owner,
      cycle,
      rolledUp,
      usage: (parts[index * 2 + cycleIndex] ?? []).map(({ units, day, name, region, mode, tag, project }) =>
        usageRecord({
          payable: fromUnits(units),
          bill_date: `${cycle}-0${day}`,
          resource_name: name,
          region,
          charge_mode: mode,
          resource_tag: tag,
          enterprise_project_id: project,
          enterprise_project_name: project && `project ${project}`,
        }),
      ),
    })),
  );
  for (const load of loads) await bench.publish(load);
}

/** What the filters mean, said once more and naively. */
function matches(line: UsageLine, wanted: typeof conditions extends fc.Arbitrary<infer T> ? T : never): boolean {
  const tags = (line.resourceTag ?? '').split(';');
  const hasTag = (wish: string) =>
    wish.endsWith('=')
      ? !tags.some((tag) => tag.startsWith(wish) && tag !== wish)
      : tags.some((tag) => tag === wish || tag.startsWith(`${wish}=`));
  const keeps = (list: ValueList | null, has: (value: string) => boolean) =>
    list === null || list.values.some(has) !== list.exclude;
  const zero = toUnits(line.consumeAmount.amount as Decimal) === 0n;
  const found = [line.resourceName, line.resourceTag].some((text) =>
    text?.toLowerCase().includes((wanted.q ?? '').toLowerCase()),
  );
  return (
    keeps(wanted.region, (region) => (line.region ?? '') === region) &&
    keeps(wanted.mode, (mode) => String(line.chargeMode) === mode) &&
    keeps(wanted.project, (project) => (line.enterpriseProjectId ?? 'null') === project) &&
    (wanted.zero === 'include' || zero === (wanted.zero === 'only')) &&
    keeps(wanted.tag, hasTag) &&
    (wanted.q === null || found)
  );
}

const shortened = (text: string | null) => [...(text ?? '')].slice(0, 40).join('');
const sortValue = (line: UsageLine, column: string): string | bigint => {
  if (column === 'billDate') return line.billDate ?? '';
  if (column === 'resourceName') return shortened(line.resourceName);
  if (column === 'region') return line.region ?? '';
  if (column === 'project') return shortened(line.enterpriseProjectName);
  if (column === 'account') return line.account.name;
  if (column === 'mode') return BigInt(line.chargeMode ?? 0);
  return toUnits(line[column as 'consumeAmount'].amount as Decimal);
};
// As the engine compares: by bytes.
const compare = (a: string | bigint, b: string | bigint): number =>
  typeof a === 'string' && typeof b === 'string'
    ? Buffer.compare(Buffer.from(a), Buffer.from(b))
    : a < b
      ? -1
      : a > b
        ? 1
        : 0;

function inOrder(lines: readonly UsageLine[], sort: string): string[] {
  const [column, direction] = sort.startsWith('-') ? [sort.slice(1), -1] : [sort, 1];
  return [...lines]
    .sort((a, b) => direction * compare(sortValue(a, column), sortValue(b, column)) || compare(a.id, b.id))
    .map(({ id }) => id);
}

const period = { ...usageFilters.parse({}).values, from: '2026-10', to: '2026-11' };

async function walk(ctx: ReturnType<LedgerBench['context']>, filters: typeof period): Promise<UsageList[]> {
  const pages: UsageList[] = [];
  let cursor: string | null = null;
  do {
    const page: UsageList = await listUsage(ctx, { ...filters, cursor });
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

describe('walking by cursor', () => {
  test('gives what matches once, in order, forwards and back, with exact sums, for any filter, sort and page size', async () => {
    const ctx = bench.context(accounts);
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.record({
          sort: sorts,
          wanted: conditions,
          pageSize: fc.integer({ min: 1, max: 25 }),
          rolledUp: fc.boolean(),
        }),
        async (parts, { sort, wanted, pageSize, rolledUp }) => {
          await publish(parts, rolledUp);
          const all = (await walk(ctx, { ...period, pageSize: 200 })).flatMap(({ items }) => items);
          expect(all).toHaveLength(parts.flat().length);
          const expected = all.filter((line) => matches(line, wanted));
          const filters = { ...period, ...wanted, sort, pageSize };
          const pages = await walk(ctx, filters);
          expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(inOrder(expected, sort));
          for (const [index, page] of pages.entries()) {
            expect(page.start).toBe(index * pageSize);
            expect(page.total).toBe(expected.length);
          }
          const [last, previous] = [pages.at(-1), pages.at(-2)];
          if (last && previous) {
            expect(await listUsage(ctx, { ...filters, cursor: last.prevCursor })).toEqual(previous);
            expect(pages[0]?.prevCursor).toBeNull();
          }
          for (const { currency, consumeAmount } of last?.totals ?? []) {
            const own = expected.filter((line) => line.consumeAmount.currency === currency);
            const sum = own.reduce((units, line) => units + toUnits(line.consumeAmount.amount as Decimal), 0n);
            expect(consumeAmount).toBe(padDecimals(fromUnits(sum)));
          }
          expect(new Set(last?.totals.map(({ currency }) => currency))).toEqual(
            new Set(expected.map(({ consumeAmount }) => consumeAmount.currency)),
          );
        },
      ),
      { numRuns: 15 },
    );
  });

  test('a line that came meanwhile moves nothing that was read, and the edition tells that it came', async () => {
    const [owner = account('b')] = accounts;
    const ctx = bench.context([owner]);
    const lines = ['03', '02', '01'].map((day) => usageRecord({ bill_date: `2026-11-${day}` }));
    await bench.publish({ account: owner, usage: lines });
    const filters = { ...usageFilters.parse({}).values, pageSize: 2 };
    const before = await listUsage(ctx, filters);
    expect((await listUsage(ctx, { ...filters, cursor: before.nextCursor })).edition).toBe(before.edition);
    await bench.publish({ account: owner, usage: [...lines, usageRecord({ bill_date: '2026-11-04' })] });
    const after = await listUsage(ctx, { ...filters, cursor: before.nextCursor });
    expect(after.items.map(({ billDate }) => billDate)).toEqual(['2026-11-01']);
    expect(after).toMatchObject({ start: 3, total: 4 });
    expect(after.edition).not.toBe(before.edition);
  });
});
