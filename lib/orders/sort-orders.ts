import { compare, decimal } from '@/lib/money';
import { splitSort } from '@/lib/query/filters';
import { type OrderFilters, statusesOf } from './filters';
import type { Order } from './schema';

type Comparison = (a: Order, b: Order) => number;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * By creation time, or by amount within each currency: amounts of two currencies cannot be compared.
 * Equal ones keep the order they came in, which is the upstream's, so that pages of a merged list fit together.
 * What is unknown comes last, whichever way.
 */
export function sortOrders(orders: readonly Order[], sort: OrderFilters['sort']): Order[] {
  const { column, descending } = splitSort(sort);
  const direction = descending ? -1 : 1;
  const byAmount: Comparison = ({ amountAfterDiscount: a }, { amountAfterDiscount: b }) =>
    a && b
      ? byText(a.currency, b.currency) || direction * compare(decimal(a.amount), decimal(b.amount))
      : Number(!a) - Number(!b);
  const byTime: Comparison = ({ createTime: a }, { createTime: b }) =>
    a && b ? direction * byText(a, b) : Number(!a) - Number(!b);
  return [...orders].sort(column === 'amountAfterDiscount' ? byAmount : byTime);
}

/** Whether a view shows an order; null is the view of all. */
export function hasStatus({ status }: Pick<Order, 'status'>, view: OrderFilters['status']): boolean {
  return view === null || statusesOf(view).some((wanted) => wanted === String(status));
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
