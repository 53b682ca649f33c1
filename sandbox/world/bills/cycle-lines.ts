import { CENT, ONE, share, toUnits, truncateToCents } from '../../wire/amounts';
import { cycleOf, cycleStart, DAY, HOUR } from '../../wire/times';
import type { Account } from '../accounts';
import { type Item, itemById } from '../catalogue';
import { type Commitment, covers } from './commitments';
import { fundingByCharge } from '../funds/funding';
import type { Order } from '../order';
import { hashText, randomFrom } from '../random';
import { orderLine, paymentLine, plainLine, type SingleLine, supportPlan } from './single-line';

/** The lines of a cycle that orders caused, by time. */
export function orderLines(
  account: Account,
  orders: readonly Order[],
  bought: { cycle: number; commitments: ReadonlyMap<string, Commitment> },
): SingleLine[] {
  const lines: SingleLine[] = [];
  for (const order of orders) {
    if (order.paidAt === null || cycleOf(order.paidAt) !== bought.cycle) continue;
    const funding = fundingByCharge(account, order);
    const parts = order.children.length > 0 ? order.children : [order];
    for (const part of parts) {
      const child = part === order ? null : part;
      for (const item of part.items) {
        for (const charge of item.charges) {
          const commitment = bought.commitments.get(charge.resource.id) ?? null;
          const money = funding.get(charge) ?? { cash: 0, credit: 0 };
          lines.push(orderLine(account, { order, child, item, charge, commitment, funding: money }));
        }
      }
    }
  }
  return lines;
}

/** What reserved instances and savings plans cost in a cycle, an hour after it begins. */
export function paymentLines(account: Account, commitments: Iterable<Commitment>, cycle: number): SingleLine[] {
  return [...commitments]
    .filter((commitment) => commitment.monthly.official > 0 && covers(commitment, cycle))
    .map((commitment) => {
      const tradeId = randomFrom(hashText(commitment.resource.id), cycle).uuid();
      return paymentLine(account, commitment, { at: cycleStart(cycle) + HOUR, tradeId });
    });
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
  if (!owed && cycle % 12 === 0)
    lines.push(add(supportPlan, { at: inMonth(), billType: 103, chargeMode: 1, line: { amount: 6200 * ONE } }));
  return lines;
}
