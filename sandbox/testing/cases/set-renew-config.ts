import fc from 'fast-check';
import type { OperationCases } from '../cases';

const path = '/v2/orders/subscriptions/resources/renew/config';
const post = (config_name: unknown, config_value: unknown) => ({
  path,
  account: 0,
  body: { config_name, config_value },
});

export const setRenewConfig: OperationCases = {
  operation: 'SetResourcesRenewConfig',
  writes: true,
  valid: () =>
    fc.oneof(
      fc.integer({ min: 2, max: 7 }).map((days) => post('DEDUCTION_DATE', String(days))),
      fc
        .constantFrom(-1, ...Array.from({ length: 28 }, (_, day) => day + 1))
        .map((day) => post('EXPIRE_DATE', String(day))),
    ),
  invalid: () => [
    ['one day before expiry', post('DEDUCTION_DATE', '1'), '400 CBC.0100'],
    ['eight days before expiry', post('DEDUCTION_DATE', '8'), '400 CBC.0100'],
    ['day 29', post('EXPIRE_DATE', '29'), '400 CBC.0100'],
    ['day 0', post('EXPIRE_DATE', '0'), '400 CBC.0100'],
    ['a number instead of text', post('EXPIRE_DATE', 5), '400 CBC.0100'],
    ['another name', post('OTHER', '5'), '400 CBC.0100'],
  ],
};
