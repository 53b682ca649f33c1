import fc from 'fast-check';
import type { OperationCases } from '../cases';

const path = '/v2/accounts/customer-accounts/balances';

export const showBalances: OperationCases = {
  operation: 'ShowCustomerAccountBalances',
  valid: () => fc.constant({ path }),
  always: (world) => world.accounts.map((_, account) => ({ account, path })),
  invalid: () => [],
};
