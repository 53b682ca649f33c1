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
  /** What the open cycle is compared with; null is the whole cycle before it. */
  before?: readonly ServiceAmount[] | null;
  /** False while the ledger lacks part of the open cycle or of the one before: parts are no change of wholes. */
  comparable?: boolean;
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
  /** Units that the open cycle is compared with. */
  before: bigint;
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
    const sums = services.get(code) ?? {
      code,
      name: row.serviceTypeName ?? code,
      units: new Map(),
      before: 0n,
      size: 0n,
    };
    services.set(code, sums);
    // The newest name stands: rows come oldest cycle first.
    sums.name = row.serviceTypeName ?? sums.name;
    sums.units.set(row.cycle, (sums.units.get(row.cycle) ?? 0n) + toUnits(amount as Decimal));
  }
  setBefore(byCurrency, period);
  return [...byCurrency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, services]) => block(currency, [...services.values()], period));
}

function setBefore(byCurrency: Map<string, Map<string, ServiceSums>>, { before, cycles }: OverviewPeriod): void {
  if (!before) {
    const lastCycle = cycles.at(-2) ?? '';
    for (const services of byCurrency.values()) {
      for (const sums of services.values()) sums.before = sums.units.get(lastCycle) ?? 0n;
    }
    return;
  }
  for (const { serviceTypeCode, consumeAmount } of before) {
    // The summary of that month has the same services; one that it lacks has come to nothing in it.
    const sums = byCurrency.get(consumeAmount.currency)?.get(serviceTypeCode ?? '');
    if (sums) sums.before += toUnits(consumeAmount.amount as Decimal);
  }
}

function block(
  currency: string,
  all: ServiceSums[],
  { cycles, stateOf, comparable = true }: OverviewPeriod,
): Omit<OverviewCurrency, 'balance'> {
  const asMoney = (units: bigint) => money(fromUnits(units), currency);
  const compared = (before: bigint, now: bigint) => ({
    amount: asMoney(now),
    before: asMoney(before),
    changePerMille: comparable ? changePerMille(fromUnits(before), fromUnits(now)) : null,
  });
  const services = bySize(all);
  const coloured = services.slice(0, COLOURED);
  const slots = assignSlots(coloured.map(({ code }) => code));
  const thisCycle = cycles.at(-1) ?? '';
  const describe = ({ code, name, units, before }: ServiceSums): OverviewService => ({
    serviceTypeCode: code,
    serviceTypeName: name,
    slot: slots.get(code) ?? null,
    ...compared(before, units.get(thisCycle) ?? 0n),
  });
  const totalOf = (group: readonly ServiceSums[], cycle: string) =>
    group.reduce((sum, { units }) => sum + (units.get(cycle) ?? 0n), 0n);
  const rest = services.slice(COLOURED);
  const beforeOf = (group: readonly ServiceSums[]) => group.reduce((sum, service) => sum + service.before, 0n);
  const whole = compared(beforeOf(services), totalOf(services, thisCycle));
  return {
    currency,
    monthToDate: whole.amount,
    lastMonth: whole.before,
    changePerMille: whole.changePerMille,
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
        : {
            count: rest.filter(({ units }) => (units.get(thisCycle) ?? 0n) !== 0n).length,
            ...compared(beforeOf(rest), totalOf(rest, thisCycle)),
          },
    movers: byMove(services, thisCycle).slice(0, MOVERS).map(describe),
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

function byMove(services: ServiceSums[], thisCycle: string) {
  const moveOf = ({ units, before }: ServiceSums) => magnitude((units.get(thisCycle) ?? 0n) - before);
  return services
    .filter((service) => moveOf(service) > 0n)
    .sort((a, b) => descending(moveOf(a), moveOf(b)) || (a.code < b.code ? -1 : 1));
}
