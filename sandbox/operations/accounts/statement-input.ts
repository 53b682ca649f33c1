import { type Page, type Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { dayOf, dayStart, parseDay } from '../../wire/times';

/** What the statements of money and of coupons can both be asked for. Days are in GMT+08:00, both ends included. */
export interface StatementInput extends Page {
  direction: string | null;
  tradeType: string | null;
  from: number;
  to: number;
  tradeId: string | null;
}

/** Sections 3.4 and 3.5. Without days the last year up to today. Anything malformed is CBC.0100. */
export function readStatement(query: Parameters, now: number): StatementInput {
  const day = (name: string, otherwise: number): number => {
    const text = query.text(name, { max: 10 });
    const found = text === null ? otherwise : parseDay(text);
    if (found === null) throw refuse('CBC.0100', name);
    return found;
  };
  const today = dayOf(now);
  const input = {
    direction: query.text('revenue_expense_type', { oneOf: ['REVENUE', 'EXPENSE'], empty: 'refuse' }),
    tradeType: query.text('trade_type', { max: 20 }),
    from: dayStart(day('trade_time_begin', today - 365)),
    to: Math.min(now, dayStart(day('trade_time_end', today) + 1) - 1),
    tradeId: query.text('trade_id', { max: 128 })?.toLowerCase() ?? null,
    ...query.page(100),
  };
  if (input.from > dayStart(day('trade_time_end', today)))
    throw refuse('CBC.0100', 'trade_time_begin is after trade_time_end');
  return input;
}

/** A row of a statement, as far as its filters look at it. */
export interface StatementRow {
  amount: number;
  tradeType: string;
  tradeId: string;
}

export const directionOf = (amount: number): 'REVENUE' | 'EXPENSE' => (amount >= 0 ? 'REVENUE' : 'EXPENSE');

export const passes = (row: StatementRow, input: StatementInput): boolean =>
  (input.direction === null || directionOf(row.amount) === input.direction) &&
  (input.tradeType === null || row.tradeType === input.tradeType) &&
  (input.tradeId === null || row.tradeId.toLowerCase() === input.tradeId);
