import { listCustomerOrders } from './list-customer-orders';
import { listResourceRecords } from './list-resource-records';
import { listServiceTypes } from './list-service-types';
import { listUsageRecords } from './list-usage-records';
import { queryResources } from './query-resources';
import { rateOnDemand } from './rate-on-demand';
import { ratePeriod } from './rate-period';
import { showBalances } from './show-balances';
import { showMonthlySum } from './show-monthly-sum';
import type { Operation } from './operation';
import { showCustomerOrderDetails } from './show-customer-order-details';
import { showRefundOrderDetails } from './show-refund-order-details';

/** Every operation of this version; add one file and one line for each that is to come. */
export const operations: readonly Operation[] = [
  ratePeriod,
  rateOnDemand,
  listCustomerOrders,
  showCustomerOrderDetails,
  showRefundOrderDetails,
  queryResources,
  showMonthlySum,
  listUsageRecords,
  listResourceRecords,
  showBalances,
  listServiceTypes,
];

export interface Match {
  operation: Operation;
  path: Record<string, string>;
}

/** The operation of a method and path, or null; a slash at the end is ignored. */
export function matchOperation(method: string, path: string): Match | null {
  const segments = path.replace(/\/$/, '').split('/');
  for (const operation of operations) {
    if (operation.method !== method) continue;
    const values = matchPath(operation.path.split('/'), segments);
    if (values) return { operation, path: values };
  }
  return null;
}

function matchPath(template: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (template.length !== segments.length) return null;
  const values: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) values[part.slice(1, -1)] = decodePart(segment);
    else if (part !== segment) return null;
  }
  return values;
}

function decodePart(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
