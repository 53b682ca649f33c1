import type { Route } from 'next';
import { paths } from '@/lib/paths';

/** Huawei's order numbers: two letters, then the time and a tail. */
const ORDER_NUMBER = /^cs\w{4,}$/i;
/** Resource ids are hex with or without hyphens; names people give have hyphens, underscores or dots. */
const RESOURCE_WORD = /^[0-9a-f]{12,}$|[-_.]/i;

/** Where a search from the frame leads: the list that can know the word, otherwise the list that is open. */
export function searchTarget(text: string, pathname: string, account: string | null): Route {
  const q = text.trim();
  const search = { q, account };
  if (ORDER_NUMBER.test(q)) return paths.orders(search);
  if (RESOURCE_WORD.test(q) || pathname.startsWith('/resources')) return paths.resources(search);
  return paths.orders(search);
}
