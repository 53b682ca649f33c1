import 'server-only';

import type { z } from 'zod';
import { AppError } from '@/lib/http/errors';
import { type CallOptions, callOperation } from './call.server';
import type { CallDeps } from './call-deps.server';
import type { BssConnection } from './connection';
import type { Operation } from './operation';
import { listOrderDiscounts } from './operations/list-order-discounts';
import { listOrderCoupons } from './operations/list-order-coupons';
import { payOrder } from './operations/pay-order';
import { cancelOrder } from './operations/cancel-order';
import { renewResources } from './operations/renew-resources';
import { unsubscribeResources } from './operations/unsubscribe-resources';
import { startAutoRenewal, stopAutoRenewal } from './operations/set-auto-renewal';
import { toOnDemand } from './operations/to-on-demand';
import { listCoupons } from './operations/list-coupons';
import { listStoredValueCards } from './operations/list-stored-value-cards';
import { listSubCustomers } from './operations/list-sub-customers';
import { rateRenewal } from './operations/rate-renewal';
import { listFeeRecords } from './operations/list-fee-records';
import { listOrders } from './operations/list-orders';
import { listRefundOrders } from './operations/list-refund-orders';
import { listServiceTypes } from './operations/list-service-types';
import { monthlySum } from './operations/monthly-sum';
import { queryResources } from './operations/query-resources';
import { queryUsageRecords } from './operations/query-usage-records';
import { rateOnDemand } from './operations/rate-on-demand';
import { ratePeriod } from './operations/rate-period';
import { showBalances } from './operations/show-balances';
import { showOrder } from './operations/show-order';

/** One method of an account: an operation, with its connection already chosen. */
type Call<O> =
  O extends Operation<infer Input, infer Schema>
    ? (input: Input, options?: CallOptions) => Promise<z.output<Schema>>
    : never;

/** A list whose pages can be read elsewhere. */
type ListCall<O> =
  O extends Operation<infer Input, infer Schema>
    ? <Made = never>(input: Input, options?: CallOptions<Made>) => Promise<z.output<Schema> | Made>
    : never;

/**
 * One connected account. Every method resolves to the service's own shape: upstream names, amounts as exact decimal
 * text in the main unit of the currency, null for what is absent, unknown codes as they are. Each throws AppError with
 * an `upstream_…` code, `bad_request` for input that cannot be sent, or the reason of an aborted `signal`. A method that
 * changes something throws `upstream_outcome_unknown` when it may have happened; any other error means that it has not.
 */
export interface BssAccount {
  listOrders: Call<typeof listOrders>;
  showOrder: Call<typeof showOrder>;
  listRefundOrders: Call<typeof listRefundOrders>;
  queryResources: Call<typeof queryResources>;
  monthlySum: Call<typeof monthlySum>;
  queryUsageRecords: ListCall<typeof queryUsageRecords>;
  listFeeRecords: ListCall<typeof listFeeRecords>;
  showBalances: Call<typeof showBalances>;
  listServiceTypes: Call<typeof listServiceTypes>;
  ratePeriod: Call<typeof ratePeriod>;
  rateOnDemand: Call<typeof rateOnDemand>;
  listOrderDiscounts: Call<typeof listOrderDiscounts>;
  listOrderCoupons: Call<typeof listOrderCoupons>;
  payOrder: Call<typeof payOrder>;
  cancelOrder: Call<typeof cancelOrder>;
  renewResources: Call<typeof renewResources>;
  unsubscribeResources: Call<typeof unsubscribeResources>;
  startAutoRenewal: Call<typeof startAutoRenewal>;
  stopAutoRenewal: Call<typeof stopAutoRenewal>;
  toOnDemand: Call<typeof toOnDemand>;
  listCoupons: Call<typeof listCoupons>;
  listStoredValueCards: Call<typeof listStoredValueCards>;
  listSubCustomers: Call<typeof listSubCustomers>;
  rateRenewal: Call<typeof rateRenewal>;
}

/** The account behind a connection. Cheap: quotas and sockets live in `deps`, which all accounts share. */
export function createBssAccount(connection: BssConnection, deps: CallDeps): BssAccount {
  const bind =
    <Input, Schema extends z.ZodType>(operation: Operation<Input, Schema>) =>
    <Made = never>(input: Input, options: CallOptions<Made> = {}) =>
      callOperation({ connection, deps }, operation, { input, options });
  const ratingOf =
    <Input extends { project_id?: string }, Schema extends z.ZodType>(operation: Operation<Input, Schema>) =>
    async (input: Input, options?: CallOptions) =>
      bind(operation)({ ...input, project_id: input.project_id ?? projectOf(connection) }, options);
  return {
    listOrders: bind(listOrders),
    showOrder: bind(showOrder),
    listRefundOrders: bind(listRefundOrders),
    queryResources: bind(queryResources),
    monthlySum: bind(monthlySum),
    queryUsageRecords: bind(queryUsageRecords),
    listFeeRecords: bind(listFeeRecords),
    showBalances: bind(showBalances),
    listServiceTypes: bind(listServiceTypes),
    ratePeriod: ratingOf(ratePeriod),
    rateOnDemand: ratingOf(rateOnDemand),
    listOrderDiscounts: bind(listOrderDiscounts),
    listOrderCoupons: bind(listOrderCoupons),
    payOrder: bind(payOrder),
    cancelOrder: bind(cancelOrder),
    renewResources: bind(renewResources),
    unsubscribeResources: bind(unsubscribeResources),
    startAutoRenewal: bind(startAutoRenewal),
    stopAutoRenewal: bind(stopAutoRenewal),
    toOnDemand: bind(toOnDemand),
    listCoupons: bind(listCoupons),
    listStoredValueCards: bind(listStoredValueCards),
    listSubCustomers: bind(listSubCustomers),
    rateRenewal: bind(rateRenewal),
  };
}

function projectOf({ name, projectId }: BssConnection): string {
  if (projectId) return projectId;
  throw new AppError('conflict', `Prices need a project, and none is set for ${name}. An administrator can set it.`);
}
