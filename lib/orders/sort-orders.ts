import { compare, decimal } from '@/lib/money';
import { splitSort } from '@/lib/query/filters';
import type { OrderFilters } from './filters';
import type { Order } from './schema';

type Comparison = (a: Order, b: Order) => number;

const byText = (a: string | null, b: string | null): number =>
  (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;

const byAmount: Comparison = ({ amountAfterDiscount: a }, { amountAfterDiscount: b }) => {
  if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b));
  // Amounts of two currencies cannot be compared: they stand apart, each in its own order.
  return byText(a.currency, b.currency) || compare(decimal(a.amount), decimal(b.amount));
};

/** Orders of several accounts in one order; equal ones keep a stable one by account and ID. */
export function sortOrders(orders: readonly Order[], sort: OrderFilters['sort']): Order[] {
  const { column, descending } = splitSort(sort);
  const primary: Comparison =
    column === 'amountAfterDiscount' ? byAmount : (a, b) => byText(a.createTime, b.createTime);
  return [...orders].sort(
    (a, b) =>
      (descending ? primary(b, a) : primary(a, b)) ||
      byText(a.account.domainId, b.account.domainId) ||
      byText(b.orderId, a.orderId),
  );
}

/** Literal search, letter case aside, over what a person may remember of an order. */
export function matchesText(order: Order, text: string | null): boolean {
  if (text === null) return true;
  const wanted = text.trim().toLowerCase();
  const places = [
    order.orderId,
    order.serviceTypeName,
    order.serviceTypeCode,
    order.contractId,
    order.account.name,
    ...order.enterpriseProjects.map(({ name }) => name),
  ];
  return places.some((place) => place?.toLowerCase().includes(wanted));
}
