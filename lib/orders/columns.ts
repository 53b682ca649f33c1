/** Columns of the file, in order; the names are part of the API. */
export const orderColumns = [
  'orderId',
  'accountId',
  'accountName',
  'createTime',
  'paymentTime',
  'status',
  'statusName',
  'orderType',
  'orderTypeName',
  'sourceType',
  'serviceTypeCode',
  'serviceTypeName',
  'enterpriseProjectIds',
  'enterpriseProjectNames',
  'contractId',
  'childOrders',
  'currency',
  'officialAmount',
  'amountAfterDiscount',
] as const;
export type OrderColumn = (typeof orderColumns)[number];
