import { accountFilters } from '@/lib/accounts/filters';
import { accountListSchema } from '@/lib/accounts/schema';
import { expenditureFilters, summaryFilters, usageFilters } from '@/lib/bills/filters';
import { expenditureListSchema, summaryListSchema, usageListSchema } from '@/lib/bills/schema';
import { choiceFilters, exploreFilters } from '@/lib/explore/filters';
import { choicesSchema, exploreSchema } from '@/lib/explore/schema';
import type { Operation } from '@/lib/http/openapi';
import { orderDetailFilters, orderFilters } from '@/lib/orders/filters';
import { orderDetailSchema, orderListSchema, orderTotalsSchema } from '@/lib/orders/schema';
import { overviewFilters } from '@/lib/overview/filters';
import { projectionSchema } from '@/lib/overview/projection-schema';
import { overviewSchema } from '@/lib/overview/schema';
import { estimateFilters, productFilters } from '@/lib/prices/filters';
import { productListSchema, quoteRequestSchema, quoteSchema } from '@/lib/prices/schema';
import { resourceFilters } from '@/lib/resources/filters';
import { resourceListSchema } from '@/lib/resources/schema';
import { syncChangeFilters, syncFilters } from '@/lib/sync/filters';
import { syncAcceptedSchema, syncChangesSchema, syncOverviewSchema, syncRequestSchema } from '@/lib/sync/schema';
import { newViewSchema, viewChangeSchema, viewListSchema, viewSchema } from '@/lib/views/schema';
import { meSchema, setupDoneSchema, setupSchema } from '@/lib/users/schema';

/** Every route of `/api/v1`; a repository test compares the list with the files. */
export const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/sync',
    summary: 'What the ledger has of each account and cycle, how it got there, and what needs attention',
    query: syncFilters,
    response: syncOverviewSchema,
  },
  {
    method: 'post',
    path: '/sync',
    summary: 'Reads cycles now, or verifies what is stored of them',
    body: syncRequestSchema,
    response: syncAcceptedSchema,
    status: 202,
  },
  {
    method: 'get',
    path: '/sync/changes',
    summary: 'What changed between the published version of a cycle and the one before it',
    query: syncChangeFilters,
    response: syncChangesSchema,
  },
  {
    method: 'get',
    path: '/overview',
    summary: 'Twelve months by service, what waits and what expires',
    query: overviewFilters,
    response: overviewSchema,
  },
  {
    method: 'get',
    path: '/orders',
    summary: 'Orders of the accounts in scope, merged by creation time',
    query: orderFilters,
    response: orderListSchema,
  },
  {
    method: 'get',
    path: '/orders/totals',
    summary: 'Exact sums over every order of a view',
    query: orderFilters,
    response: orderTotalsSchema,
  },
  { method: 'get', path: '/orders/export', summary: 'The orders of a view as a file', query: orderFilters, csv: true },
  {
    method: 'get',
    path: '/orders/{orderId}',
    summary: 'One order with items, discounts, resources and refunds',
    query: orderDetailFilters,
    response: orderDetailSchema,
  },
  {
    method: 'get',
    path: '/resources',
    summary: 'Yearly/monthly resources, attached ones after their primary one',
    query: resourceFilters,
    response: resourceListSchema,
  },
  {
    method: 'get',
    path: '/resources/export',
    summary: 'The resources of a view as a file',
    query: resourceFilters,
    csv: true,
  },
  {
    method: 'post',
    path: '/quotes',
    summary: "The upstream's own price of product specifications, by use, monthly and yearly",
    body: quoteRequestSchema,
    response: quoteSchema,
  },
  {
    method: 'get',
    path: '/bills/summary',
    summary: 'Monthly expenditure summary',
    query: summaryFilters,
    response: summaryListSchema,
  },
  {
    method: 'get',
    path: '/bills/summary/export',
    summary: 'The summary rows of a view as a file',
    query: summaryFilters,
    csv: true,
  },
  {
    method: 'get',
    path: '/bills/usage',
    summary: 'Usage of resources by day, one cycle at a time',
    query: usageFilters,
    response: usageListSchema,
  },
  {
    method: 'get',
    path: '/bills/usage/export',
    summary: 'The usage lines of a view as a file',
    query: usageFilters,
    csv: true,
  },
  {
    method: 'get',
    path: '/bills/expenditures',
    summary: 'Single charges of resources, one cycle at a time',
    query: expenditureFilters,
    response: expenditureListSchema,
  },
  {
    method: 'get',
    path: '/bills/expenditures/export',
    summary: 'The charges of a view as a file',
    query: expenditureFilters,
    csv: true,
  },
  {
    method: 'get',
    path: '/bills/explore',
    summary: 'Any measure by any dimensions over the single charges of the ledger',
    query: exploreFilters,
    response: exploreSchema,
  },
  {
    method: 'get',
    path: '/bills/explore/export',
    summary: 'The table of such a view as a file, a row per group and one for the others',
    query: exploreFilters,
    csv: true,
  },
  {
    method: 'get',
    path: '/bills/explore/choices',
    summary: 'What a filter of such a view can be set to',
    query: choiceFilters,
    response: choicesSchema,
  },
  { method: 'get', path: '/views', summary: 'Saved views, own and shared', response: viewListSchema },
  { method: 'post', path: '/views', summary: 'Saves a view', body: newViewSchema, response: viewSchema, status: 201 },
  {
    method: 'patch',
    path: '/views/{viewId}',
    summary: 'Renames, shares or changes an own view',
    body: viewChangeSchema,
    response: viewSchema,
  },
  { method: 'delete', path: '/views/{viewId}', summary: 'Deletes an own view' },
  {
    method: 'get',
    path: '/overview/projection',
    summary: 'What the open month will come to, with its band and how it was tested',
    query: overviewFilters,
    response: projectionSchema,
  },
  { method: 'get', path: '/quotes/export', summary: 'An estimate as a file', query: estimateFilters, csv: true },
  {
    method: 'get',
    path: '/products',
    summary: 'Product specifications that a person can choose from',
    query: productFilters,
    response: productListSchema,
  },
  {
    method: 'get',
    path: '/accounts',
    summary: 'The accounts in scope',
    query: accountFilters,
    response: accountListSchema,
  },
  { method: 'get', path: '/me', summary: 'Who is signed in, with role and permissions', response: meSchema },
  {
    method: 'post',
    path: '/setup',
    summary: 'Makes the first administrator, once, with the token of the console',
    body: setupSchema,
    response: setupDoneSchema,
    open: true,
  },
];
