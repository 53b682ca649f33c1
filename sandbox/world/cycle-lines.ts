import { CENT, ONE, share, toUnits, truncateToCents } from '../wire/amounts';
import { cycleOf, cycleStart, DAY, HOUR } from '../wire/times';
import type { Account } from './accounts';
import { type Item, itemById } from './catalogue';
import type { History } from './simulation';
import { hash, randomFrom } from './random';
import { orderLine, plainLine, type SingleLine, supportPlan } from './single-line';
import { coarseBillType, type Source } from './source';

/** The lines of a cycle that orders caused, by time. */
export function orderLines(account: Account, history: History, cycle: number): SingleLine[] {
  const lines: SingleLine[] = [];
  for (const order of history.orders) {
    if (order.paidAt === null || cycleOf(order.paidAt) !== cycle) continue;
    const parts = order.children.length > 0 ? order.children : [order];
    for (const part of parts) {
      const child = part === order ? null : part;
      for (const item of part.items) {
        for (const charge of item.charges) lines.push(orderLine(account, { order, child, item, charge }));
      }
    }
  }
  return lines;
}

/** Monthly fees and adjustments that no order and no usage explains. */
export function monthlyLines(account: Account, seed: number, cycle: number): SingleLine[] {
  const random = randomFrom(seed, account.index, cycle, 0x5bec1);
  const monthEnd = cycleStart(cycle + 1) - 1000;
  const start = cycleStart(cycle);
  const add = (item: Item, line: Omit<Parameters<typeof plainLine>[0], 'account' | 'item' | 'tradeId' | 'project'>) =>
    plainLine({
      ...line,
      account,
      item,
      tradeId: random.uuid(),
      project: line.billType === 14 ? null : account.projects[0],
    });
  const list = toUnits(supportPlan.prices[account.currency === 'CNY' ? 'CNY' : 'USD']?.monthly ?? '0');
  const lines = [add(supportPlan, { at: monthEnd, billType: 14, chargeMode: 1, line: { amount: list } })];
  const server = itemById('ecs.c7.xlarge.2');
  lines.push(
    add(server, { at: start + HOUR, billType: 18, chargeMode: 11, line: { amount: (80 + 10 * account.index) * ONE } }),
  );
  const turn = cycle + account.index;
  const inMonth = () => start + random.between(2, 26) * DAY + random.between(0, 80_000) * 1000;
  const owed = account.site !== 'cn';
  if (turn % 5 === 0) {
    const amount = -random.between(500, 9000) * CENT;
    const at = inMonth();
    lines.push(add(server, { at, billType: 9, chargeMode: 3, line: { amount } }));
    if (owed)
      lines.push(
        add(server, { at, billType: 101, chargeMode: 3, line: { amount: truncateToCents(share(amount, 90, 1000)) } }),
      );
  }
  if (turn % 7 === 0) {
    const amount = random.between(200, 4000) * CENT;
    const at = inMonth();
    const debt = account.index % 3 === 2 ? amount : 0;
    lines.push(add(server, { at, billType: 16, chargeMode: 3, line: { amount, debt } }));
    if (owed)
      lines.push(
        add(server, { at, billType: 102, chargeMode: 3, line: { amount: truncateToCents(share(amount, 90, 1000)) } }),
      );
  }
  if (owed && cycle % 12 === 11)
    lines.push(add(server, { at: monthEnd, billType: 17, chargeMode: 3, line: { amount: 125 * ONE } }));
  if (!owed)
    lines.push(
      add(server, { at: monthEnd, billType: 25, chargeMode: 3, line: { amount: random.between(1, 9) * CENT } }),
    );
  if (!owed && cycle % 12 === 0)
    lines.push(add(supportPlan, { at: inMonth(), billType: 103, chargeMode: 1, line: { amount: 6200 * ONE } }));
  return lines;
}

interface TaxGroup {
  source: Source;
  refund: boolean;
  members: number[];
}

/** One tax line per service, resource type and billing mode, and one for what was refunded; none on the China site. */
export function taxGroups(account: Account, sources: readonly Source[]): TaxGroup[] {
  const groups = new Map<string, TaxGroup>();
  if (account.taxRate === 0) return [];
  for (const [index, source] of sources.entries()) {
    const coarse = coarseBillType(source.billType);
    if (source.zero || coarse === 3) continue;
    const key = `${source.item.service} ${source.item.resourceType} ${source.chargeMode} ${coarse}`;
    const group = groups.get(key) ?? { source, refund: coarse === 2, members: [] };
    group.members.push(index);
    groups.set(key, group);
  }
  return [...groups.values()];
}

export function taxLine(account: Account, group: TaxGroup, taxed: { amount: number; cycle: number }): SingleLine {
  const { source, refund } = group;
  const amount = truncateToCents(share(taxed.amount, account.taxRate, 1000));
  const key = hash(hash(account.index, taxed.cycle), group.members[0] ?? 0, refund ? 1 : 2);
  return plainLine({
    account,
    item: source.item,
    at: cycleStart(taxed.cycle + 1) - 1000,
    billType: refund ? 100 : 15,
    chargeMode: source.chargeMode === 1 ? 1 : source.chargeMode === 11 ? 11 : 3,
    line: { amount },
    tradeId: randomFrom(key).uuid(),
    project: account.projects[0],
  });
}
