import type { Operation } from '../operation';

/**
 * Section 3.8: enables enterprise projects. Every account of the world has them already, so that nothing changes; the
 * call may be repeated.
 */
export const createEnterpriseProjectAuth: Operation = {
  name: 'CreateEnterpriseProjectAuth',
  method: 'POST',
  path: '/v2/enterprises/enterprise-projects/authority',
  quota: 10,
  body: 'none',
  run: () => null,
};
