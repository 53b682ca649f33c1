import type { Route } from 'next';
import { looksLikeOrderId } from '@/lib/order-id';
import { paths } from '@/lib/paths';

/** Where a search from the frame leads: an order ID to the orders, everything else to the resources, which have names. */
export function searchTarget(text: string, account: string | null): Route {
  const q = text.trim();
  return looksLikeOrderId(q) ? paths.orders({ q, account }) : paths.resources({ q, account });
}
