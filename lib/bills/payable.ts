import type { ExpenditureLine, UsageLine } from './schema';

/** What a line comes to; the two views have different names for it (contract 5.2). */
export const payableOf = (line: UsageLine | ExpenditureLine) =>
  'consumeAmount' in line ? line.consumeAmount : line.amount;
