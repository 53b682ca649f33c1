import { assignSlots } from '@/lib/bills/service-slots';
import type { Cycle, CycleState } from '@/lib/cycles';
import { changePerMille, type Decimal, fromUnits, type Money, money, toUnits } from '@/lib/money';
import type { OverviewCurrency, OverviewService } from './schema';

/** What the overview needs of a summary row. */
export interface ServiceAmount {
  cycle: string;
  serviceTypeCode: string | null;
  serviceTypeName: string | null;
  consumeAmount: Money;
}

export interface OverviewPeriod {
  /** Oldest first; the last one is open. */
  cycles: readonly Cycle[];
  /** Currencies that have a block even when nothing was billed. */
  configured: readonly string[];
  stateOf(cycle: Cycle): CycleState;
}

const COLOURED = 8;
const MOVERS = 5;

interface ServiceSums {
  code: string;
  name: string;
  /** Units per cycle. */
  units: Map<string, bigint>;
  /** Sum of the absolute amounts: a month of refunds does not make a service small. */
  size: bigint;
}

/** One block per currency, ordered by currency; amounts of two currencies never meet. */
export function overviewByCurrency(
  rows: Iterable<ServiceAmount>,
  period: OverviewPeriod,
): Omit<OverviewCurrency, 'balance'>[] {
  const byCurrency = new Map(period.configured.map((currency) => [currency, new Map<string, ServiceSums>()]));
  for (const row of rows) {
    const { amount, currency } = row.consumeAmount;
    const services = byCurrency.get(currency) ?? new Map<string, ServiceSums>();
    byCurrency.set(currency, services);
    const code = row.serviceTypeCode ?? '';
    const sums = services.get(code) ?? { code, name: row.serviceTypeName ?? code, units: new Map(), size: 0n };
    services.set(code, sums);
    // The newest name stands: rows come oldest cycle first.
    sums.name = row.serviceTypeName ?? sums.name;
    sums.units.set(row.cycle, (sums.units.get(row.cycle) ?? 0n) + toUnits(amount as Decimal));
  }
  return [...byCurrency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, services]) => block(currency, [...services.values()], period));
}

function block(
  currency: string,
  all: ServiceSums[],
  { cycles, stateOf }: OverviewPeriod,
): Omit<OverviewCurrency, 'balance'> {
  const asMoney = (units: bigint) => money(fromUnits(units), currency);
  const services = bySize(all);
  const coloured = services.slice(0, COLOURED);
  const slots = assignSlots(coloured.map(({ code }) => code));
  const [thisCycle = '', lastCycle = ''] = [cycles.at(-1), cycles.at(-2)];
  const describe = ({ code, name, units }: ServiceSums): OverviewService => ({
    serviceTypeCode: code,
    serviceTypeName: name,
    slot: slots.get(code) ?? null,
    ...compared(units.get(lastCycle) ?? 0n, units.get(thisCycle) ?? 0n, asMoney),
  });
  const totalOf = (group: readonly ServiceSums[], cycle: string) =>
    group.reduce((sum, { units }) => sum + (units.get(cycle) ?? 0n), 0n);
  const rest = services.slice(COLOURED);
  const { amount, before, changePerMille } = compared(
    totalOf(services, lastCycle),
    totalOf(services, thisCycle),
    asMoney,
  );
  return {
    currency,
    monthToDate: amount,
    lastMonth: before,
    changePerMille,
    months: cycles.map((cycle) => ({
      cycle,
      state: stateOf(cycle),
      total: asMoney(totalOf(services, cycle)),
      byService: coloured.flatMap(({ code, units }) => {
        const value = units.get(cycle) ?? 0n;
        return value === 0n ? [] : [{ serviceTypeCode: code, amount: asMoney(value) }];
      }),
    })),
    services: coloured.map(describe),
    others:
      rest.length === 0
        ? null
        : { count: rest.length, ...compared(totalOf(rest, lastCycle), totalOf(rest, thisCycle), asMoney) },
    movers: byMove(services, { thisCycle, lastCycle }).slice(0, MOVERS).map(describe),
  };
}

function compared(before: bigint, now: bigint, asMoney: (units: bigint) => Money) {
  return {
    amount: asMoney(now),
    before: asMoney(before),
    changePerMille: changePerMille(fromUnits(before), fromUnits(now)),
  };
}

const magnitude = (units: bigint) => (units < 0n ? -units : units);
const descending = (a: bigint, b: bigint) => (a > b ? -1 : a < b ? 1 : 0);

function bySize(services: ServiceSums[]): ServiceSums[] {
  const sized = services.map((service) => ({
    ...service,
    size: [...service.units.values()].reduce((sum, units) => sum + magnitude(units), 0n),
  }));
  return sized.filter(({ size }) => size > 0n).sort((a, b) => descending(a.size, b.size) || (a.code < b.code ? -1 : 1));
}

function byMove(services: ServiceSums[], { thisCycle, lastCycle }: { thisCycle: string; lastCycle: string }) {
  const moveOf = ({ units }: ServiceSums) => magnitude((units.get(thisCycle) ?? 0n) - (units.get(lastCycle) ?? 0n));
  return services
    .filter((service) => moveOf(service) > 0n)
    .sort((a, b) => descending(moveOf(a), moveOf(b)) || (a.code < b.code ? -1 : 1));
}
