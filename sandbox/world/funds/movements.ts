import type { Units } from '../../wire/amounts';
import type { Account } from '../accounts';
import { itemsOf, type Order } from '../order';
import { randomFrom, hashText } from '../random';
import { membersOf, type Tenant, tenantOf, type World } from '../world';
import { fundingOf } from './funding';
import type { Movement } from './ledger';
import { collectionOf, fundMonthOf, monthStart } from './policy';
import { type Settlement, settlementsOf } from './settlements';

/** The account whose funds pay an order: its own, or the master's that pays for it. */
export function payerOf(world: World, owner: Account, order: Order): Account {
  return (order.paidByMaster && world.accounts.find((account) => account.domainId === owner.masterId)) || owner;
}

/** Everything that moves the funds of an account in a fund month, until an instant. */
export function movementsOf(world: World, tenant: Tenant, span: { cycle: number; now: number }): Movement[] {
  const { cycle } = span;
  const from = monthStart(cycle);
  const to = Math.min(span.now, monthStart(cycle + 1) - 1);
  return [
    ...orderMovements(world, tenant.account, { from, to }),
    ...[cycle - 1, cycle].flatMap((billed) =>
      settlementsOf(tenant.bills, billed, to)
        .filter((settlement) => settlement.at >= from && settlement.at <= to)
        .map((settlement) => settlementMovement(tenant.account, settlement)),
    ),
    ...collections(tenant, cycle, to),
  ];
}

function orderMovements(world: World, payer: Account, span: { from: number; to: number }): Movement[] {
  const own = tenantOf(world, payer.domainId);
  const members = membersOf(world, payer).map((account) => tenantOf(world, account.domainId));
  return [own, ...members].flatMap((tenant) =>
    tenant.history.orders.flatMap((order): Movement[] => {
      const { paidAt } = order;
      if (paidAt === null || paidAt < span.from || paidAt > span.to) return [];
      if (payerOf(world, tenant.account, order) !== payer) return [];
      const charged = fundingOf(tenant.account, order);
      return [
        {
          at: paidAt,
          kind: charged.cash + charged.credit < 0 ? 'refund' : 'order',
          cash: -charged.cash,
          credit: -charged.credit,
          tradeId: order.id,
          cycle: fundMonthOf(paidAt),
          service: order.service,
          resourceType: itemsOf(order)[0]?.item.resourceType ?? null,
          consumer: tenant.account,
          covered: !order.payment?.funds,
        },
      ];
    }),
  );
}

function settlementMovement(account: Account, settlement: Settlement): Movement {
  const { taken, cycle, service, resourceType, tradeId } = settlement;
  return {
    at: settlement.at,
    kind: settlement.kind,
    cash: -taken.cash,
    credit: -taken.credit,
    tradeId,
    cycle,
    service,
    resourceType,
    consumer: account,
    covered: true,
  };
}

/** Debts of the month before are taken from the account that the customer pays with. */
function collections(tenant: Tenant, cycle: number, to: number): Movement[] {
  const { account } = tenant;
  const at = collectionOf(cycle - 1);
  if (at > to) return [];
  const owed = debtOf(tenant, cycle - 1, at);
  if (owed === 0) return [];
  return [
    {
      at,
      kind: 'collection',
      cash: account.paysByCredit ? 0 : -owed,
      credit: account.paysByCredit ? -owed : 0,
      tradeId: randomFrom(hashText(account.domainId), cycle, 0xdeb7).uuid(),
      cycle: cycle - 1,
      service: null,
      resourceType: null,
      consumer: account,
      covered: true,
    },
  ];
}

/** What the bill of a cycle left unpaid, as far as it is settled at an instant. */
export function debtOf(tenant: Tenant, cycle: number, at: number): Units {
  return settlementsOf(tenant.bills, cycle, at).reduce((sum, { taken }) => sum + taken.debt, 0);
}
