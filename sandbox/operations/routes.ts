import type { Site } from '../world/accounts';
import { listAccountChangeRecords } from './accounts/list-account-change-records';
import { showBalances } from './accounts/show-balances';
import { showExpenditureQuota } from './accounts/show-expenditure-quota';
import { listCoupons } from './benefits/list-coupons';
import { listStoredValueCards } from './benefits/list-stored-value-cards';
import { listResourceRecords } from './bills/list-resource-records';
import { listUsageRecords } from './bills/list-usage-records';
import { showMonthlySum } from './bills/show-monthly-sum';
import { listConversions } from './catalogue/list-conversions';
import { listMeasureUnits } from './catalogue/list-measure-units';
import { listResourceSpecs } from './catalogue/list-resource-specs';
import { listResourceTypes } from './catalogue/list-resource-types';
import { listServiceResources } from './catalogue/list-service-resources';
import { listServiceTypes } from './catalogue/list-service-types';
import { listUsageTypes } from './catalogue/list-usage-types';
import { createEnterpriseProjectAuth } from './enterprise/create-enterprise-project-auth';
import { listEnterpriseOrganizations } from './enterprise/list-enterprise-organizations';
import { listEnterpriseSubCustomers } from './enterprise/list-enterprise-sub-customers';
import type { Operation } from './operation';
import { listCustomerOrders } from './orders/list-customer-orders';
import { listOrderCoupons } from './orders/list-order-coupons';
import { listOrderDiscounts } from './orders/list-order-discounts';
import { payOrders } from './orders/pay-orders';
import { showCustomerOrderDetails } from './orders/show-customer-order-details';
import { showRefundOrderDetails } from './orders/show-refund-order-details';
import { rateOnDemand } from './prices/rate-on-demand';
import { ratePeriod } from './prices/rate-period';
import { queryResources } from './resources/query-resources';

/** Every operation, in the order of the contract's sections; one file each, in the folder of its section. */
export const operations: readonly Operation[] = [
  // 2.a
  ratePeriod,
  rateOnDemand,
  // 2.b, 2.c, 3.1
  listCustomerOrders,
  showCustomerOrderDetails,
  showRefundOrderDetails,
  payOrders,
  listOrderDiscounts,
  listOrderCoupons,
  // 2.d, 3.2
  queryResources,
  // 2.e to 2.g, 3.7
  showMonthlySum,
  listUsageRecords,
  listResourceRecords,
  // 3.4, 3.5
  showBalances,
  showExpenditureQuota,
  listAccountChangeRecords,
  listCoupons,
  listStoredValueCards,
  // 3.6
  listServiceTypes,
  listResourceTypes,
  listServiceResources,
  listUsageTypes,
  listMeasureUnits,
  listConversions,
  listResourceSpecs,
  // 3.8
  listEnterpriseSubCustomers,
  listEnterpriseOrganizations,
  createEnterpriseProjectAuth,
];

export interface Match {
  operation: Operation;
  path: Record<string, string>;
}

/** The operation of a method and path on a site, or null; a slash at the end is ignored. */
export function matchOperation(site: Site, method: string, path: string): Match | null {
  const segments = path.replace(/\/$/, '').split('/');
  for (const operation of operations) {
    if (operation.method !== method || !isOnSite(operation, site)) continue;
    const values = matchPath(operation.path.split('/'), segments);
    if (values) return { operation, path: values };
  }
  return null;
}

export const isOnSite = ({ sites }: Operation, site: Site): boolean => sites === undefined || sites.includes(site);

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
