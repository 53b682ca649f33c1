import fc from 'fast-check';
import { asQuery } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v2/bases/conversions';

export const listConversions: OperationCases = {
  operation: 'ListConversions',
  valid: () =>
    asQuery({ measure_type: fc.oneof(fc.integer({ min: 1, max: 110 }), fc.constant(2_147_483_647)) }).map((query) => ({
      path,
      query,
    })),
  // The range is in the text of section 3.6 only, not in the OpenAPI description.
  invalid: () => [
    ['no family', { path, query: { measure_type: '0' } }, '400 CBC.0100'],
    ['a family beyond 32 bits', { path, query: { measure_type: '2147483648' } }, '400 CBC.0100'],
    ['an empty family', { path, query: { measure_type: '' } }, '400 CBC.0100'],
  ],
};
