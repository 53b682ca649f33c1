import type { z } from 'zod';
import { type Decimal, parseDecimal } from '@/lib/money';
import type { RecordColumns } from '@/lib/record-columns';

/** Decimal places between an amount in this unit and the main unit of the currency (contract 3.6 and 4.8). */
const PLACES_BY_MEASURE: Readonly<Record<number, number>> = { 1: 0, 3: 2 };
export const MAIN_UNIT = 1;

type AmountKey<T> = { [K in keyof T]: T[K] extends Decimal | null ? K : never }[keyof T] & string;

/** Gives the named amounts of a row in the main unit of the currency. */
export type ToMainUnit = <T extends object>(row: T, keys: readonly AmountKey<T>[]) => T;

/** An amount in a unit of money that we do not know, or that has too many decimals in the main unit. */
class MoneyUnitError extends Error {}

/** Gives `answer` in the main unit when `measureId` is another one; an unknown unit is an issue of the answer. */
export function convertMoney<T>(
  answer: T,
  { measureId, context }: { measureId: number | null; context: z.RefinementCtx },
  convert: (toMainUnit: ToMainUnit) => T,
): T {
  if (measureId === null || measureId === MAIN_UNIT) return answer;
  try {
    return convert(dividerFor(measureId));
  } catch (error) {
    if (!(error instanceof MoneyUnitError)) throw error;
    context.addIssue({ code: 'custom', path: ['measure_id'], message: error.message });
    return answer;
  }
}

/** Whether the amounts of all these rows are in the main unit as they came. */
export const areInMainUnit = (rows: RecordColumns<{ measure_id: number | null }>): boolean =>
  rows.column('measure_id').values.every((measureId) => measureId === null || measureId === MAIN_UNIT);

/**
 * Wraps the schema of a row whose amounts are in `measure_id`: they come out in the main unit, with `measure_id` 1.
 * Absent means the main unit, as in every operation since v2; any other unit is an error of the answer.
 */
export const inMainUnit = <S extends z.ZodType<{ measure_id: number | null }>>(
  schema: S,
  convert: (row: z.output<S>, toMainUnit: ToMainUnit) => z.output<S>,
) =>
  schema.transform(
    (row, context): z.output<S> =>
      convertMoney(row, { measureId: row.measure_id, context }, (toMainUnit) => ({
        ...convert(row, toMainUnit),
        measure_id: MAIN_UNIT,
      })),
  );

function dividerFor(measureId: number): ToMainUnit {
  const places = PLACES_BY_MEASURE[measureId];
  if (places === undefined) throw new MoneyUnitError('expected a known unit of money');
  return (row, keys) => {
    const converted = { ...row };
    for (const key of keys) {
      // The key type admits only amounts, which the compiler cannot follow through an index.
      const amount = row[key] as Decimal | null;
      const exact = amount === null ? null : parseDecimal(`${amount}e-${places}`);
      if (amount !== null && exact === null) throw new MoneyUnitError('expected an amount with fewer decimals');
      converted[key] = exact as (typeof row)[typeof key];
    }
    return converted;
  };
}
