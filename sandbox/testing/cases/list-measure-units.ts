import fc from 'fast-check';
import type { OperationCases } from '../cases';

const path = '/v2/bases/measurements';

export const listMeasureUnits: OperationCases = {
  operation: 'ListMeasureUnits',
  valid: () => fc.constant({ path }),
  invalid: () => [],
};
