import type { Decimal } from '@/lib/money';

/** What the expenditures of one bill date (GMT+8) come to, in one currency. */
export interface DaySum {
  currency: string;
  day: string;
  payable: Decimal;
  official: Decimal;
}
