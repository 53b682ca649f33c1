import fc from 'fast-check';
import type { OperationCases } from '../cases';

const path = '/v2/accounts/customer-accounts/expenditure-quota';

export const showExpenditureQuota: OperationCases = {
  operation: 'ShowCustomerExpenditureQuota',
  valid: () => fc.constant({ path }),
  invalid: () => [],
};
