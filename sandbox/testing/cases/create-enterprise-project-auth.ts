import fc from 'fast-check';
import type { OperationCases } from '../cases';

export const createEnterpriseProjectAuth: OperationCases = {
  operation: 'CreateEnterpriseProjectAuth',
  undescribed: { section: '3.8', status: 204 },
  valid: () => fc.constant({ method: 'POST', path: '/v2/enterprises/enterprise-projects/authority' }),
  invalid: () => [],
};
