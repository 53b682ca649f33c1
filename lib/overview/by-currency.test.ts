import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignSlots } from '@/lib/bills/service-slots';
import { addCycles, type Cycle, cyclesBetween, parseCycle } from '@/lib/cycles';
import { type Decimal, decimal, fromUnits, money, padDecimals, sum } from '@/lib/money';
import { overviewByCurrency } from './by-currency';

const november = parseCycle('2026-11') as Cycle;
const cycles = cyclesBetween(addCycles(november, -11), november);

describe('services', () => {
  const row = fc.record({
    cycle: fc.constantFrom(...cycles),
    serviceTypeCode: fc.constantFrom(
      null,
      ...Array.from({ length: 14 }, (_, index) => `service-${index}`),
      'hws.service.type.ec2',
    ),
    units: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
    currency: fc.constantFrom('USD', 'CNY'),
  });

  test('grouping never changes a total', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 80 }), (rows) => {
        const amounts = rows.map(({ cycle, serviceTypeCode, units, currency }) => ({
          cycle,
          serviceTypeCode,
          serviceTypeName: null,
          consumeAmount: money(fromUnits(units), currency),
        }));
        for (const block of overviewByCurrency(amounts, {
          cycles,
          configured: ['USD', 'CNY'],
          stateOf: () => 'final',
        })) {
          const parts = [...block.services, ...(block.others ? [block.others] : [])];
          const totalOf = (list: string[]) => padDecimals(sum(list.map((text) => decimal(text))) as Decimal);
          expect(totalOf(parts.map(({ amount }) => amount.amount))).toBe(block.monthToDate.amount);
          expect(totalOf(parts.map(({ before }) => before.amount))).toBe(block.lastMonth.amount);
          const [coloured, thisMonth] = [
            new Set(block.services.map((one) => one.serviceTypeCode)),
            block.months.at(-1)?.cycle,
          ];
          const sums = new Map<string, bigint>();
          for (const { cycle, serviceTypeCode: code, units, currency } of rows) {
            const serviceTypeCode = code ?? '';
            if (currency !== block.currency || cycle !== thisMonth || coloured.has(serviceTypeCode)) continue;
            sums.set(serviceTypeCode, (sums.get(serviceTypeCode) ?? 0n) + units);
          }
          // Of the services without a colour those are counted that cost something in this month.
          expect(block.others?.count ?? 0).toBe([...sums.values()].filter((units) => units !== 0n).length);
          const own = rows.filter(({ currency }) => currency === block.currency);
          const expected = padDecimals(sum(own.map(({ units }) => fromUnits(units))));
          expect(totalOf(block.months.map(({ total }) => total.amount))).toBe(expected);
          expect(block.services.length).toBeLessThanOrEqual(8);
          const slots = block.services.map(({ slot }) => slot);
          expect(new Set(slots).size).toBe(slots.length);
        }
      }),
    );
  });

  test('keep their colour whatever their order, and known ones whoever is beside them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'hws.service.type.rds', 'hws.service.type.ec2')),
        (codes) => {
          const slots = assignSlots(codes);
          expect(assignSlots([...codes].reverse())).toEqual(slots);
          if (codes.includes('hws.service.type.rds')) expect(slots.get('hws.service.type.rds')).toBe(2);
        },
      ),
    );
  });

  test('movers are the largest changes in money, up or down', () => {
    const of = (code: string, before: string, now: string) => [
      { cycle: '2026-10', serviceTypeCode: code, serviceTypeName: code, consumeAmount: money(decimal(before), 'USD') },
      { cycle: '2026-11', serviceTypeCode: code, serviceTypeName: code, consumeAmount: money(decimal(now), 'USD') },
    ];
    const rows = [...of('steady', '100', '100'), ...of('up', '1', '20'), ...of('down', '500', '400')];
    const [block] = overviewByCurrency(rows, { cycles, configured: [], stateOf: () => 'final' });
    expect(block?.movers.map(({ serviceTypeCode }) => serviceTypeCode)).toEqual(['down', 'up']);
  });

  test('are compared with what is given instead of the whole month, and those without it with nothing', () => {
    const of = (cycle: string, code: string, amount: string) => ({
      cycle,
      serviceTypeCode: code,
      serviceTypeName: code,
      consumeAmount: money(decimal(amount), 'USD'),
    });
    const rows = [of('2026-10', 'a', '30'), of('2026-10', 'b', '9'), of('2026-11', 'a', '20'), of('2026-11', 'b', '5')];
    const before = [of('2026-10', 'a', '10')];
    const [block] = overviewByCurrency(rows, { cycles, before, configured: [], stateOf: () => 'final' });
    expect(block).toMatchObject({ lastMonth: { amount: '10.00000000' }, changePerMille: 1500 });
    expect(block?.months.at(-2)?.total.amount).toBe('39.00000000');
    expect(block?.movers.map(({ serviceTypeCode, before }) => [serviceTypeCode, before.amount])).toEqual([
      ['a', '10.00000000'],
      ['b', '0.00000000'],
    ]);
  });
});

test('parts of months are no change of anything', () => {
  const amount = (cycle: string, value: string) => ({
    ...{ cycle, serviceTypeCode: 'ec2', serviceTypeName: 'ECS' },
    consumeAmount: money(decimal(value), 'USD'),
  });
  const rows = [amount('2026-10', '10'), amount('2026-11', '20')];
  const changes = [true, false].map((comparable) => {
    const [block] = overviewByCurrency(rows, { cycles, comparable, configured: [], stateOf: () => 'final' });
    return [block?.changePerMille, block?.services[0]?.changePerMille];
  });
  expect(changes).toEqual([
    [1000, 1000],
    [null, null],
  ]);
});
