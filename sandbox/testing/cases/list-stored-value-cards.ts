import fc from 'fast-check';
import { benefitsAt } from '../../world/benefits/holdings';
import { asQuery, limit, offset, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { NOW } from '../fixture';
import { tenantAt } from '../payable';

const path = '/v2/promotions/benefits/stored-value-cards';

export const listStoredValueCards: OperationCases = {
  operation: 'ListStoredValueCards',
  valid: (world) => {
    const cards = benefitsAt(tenantAt(world, 0), NOW).filter(({ benefit }) => benefit.kind === 'card');
    return fc
      .tuple(
        some(['1', '2']),
        asQuery({ card_id: some([...cards.map(({ benefit }) => benefit.id), 'SC0', '']), limit: limit(100), offset }),
      )
      .map(([status, query]) => ({ path, query: { ...query, status } }));
  },
  always: () => [1, 2].map((status) => ({ path, query: { status: String(status), limit: '100' } })),
  invalid: () => [
    ['no status', { path, query: {} }, '400 CBC.0100'],
    ['a status that there is not', { path, query: { status: '3' } }, '400 CBC.0100'],
    ['too many', { path, query: { status: '1', limit: '101' } }, '400 CBC.0100'],
  ],
};
