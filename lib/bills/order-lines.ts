import { parseDecimal, toUnits } from '@/lib/money';
import { splitSort } from '@/lib/query/filters';
import type { Position } from './cursor';
import { unitsOf } from './identity';
import type { BillLine } from './match';

type SortValue = string | bigint;

/** A line with what it is sorted by. Equal values are ordered by id, so the order is total and a cursor is exact. */
export interface Ranked<L> {
  value: SortValue;
  line: L;
}

export interface LineOrder {
  /** Name of the sort as in the URL. */
  sort: string;
  rank<L extends BillLine>(line: L): Ranked<L>;
  compare(a: Ranked<BillLine>, b: Ranked<BillLine>): number;
  /** Comparison of a line with a place from a cursor. */
  compareTo(position: Position): (ranked: Ranked<BillLine>) => number;
  positionOf(ranked: Ranked<BillLine>, side: Position['side']): Position;
}

/** A cursor carries the sort value, so long names count with their beginning only; the id decides the rest. */
const TEXT_KEY_LENGTH = 48;

const amountColumns = {
  officialAmount: (line: BillLine) => unitsOf(line.officialAmount),
  discountAmount: (line: BillLine) => unitsOf(line.discountAmount),
  consumeAmount: (line: BillLine) => ('consumeAmount' in line ? unitsOf(line.consumeAmount) : 0n),
  amount: (line: BillLine) => ('amount' in line ? unitsOf(line.amount) : 0n),
  usage: (line: BillLine) => quantity('usage' in line ? line.usage : null),
} as const;

/** Order of a sort parameter such as `-billDate`. Codes compare by code unit: the same on every machine. */
export function lineOrder(sort: string): LineOrder {
  const { column, descending } = splitSort(sort);
  const amountOf = Object.hasOwn(amountColumns, column) ? amountColumns[column as keyof typeof amountColumns] : null;
  const valueOf = amountOf ?? ((line: BillLine) => textKey(column === 'billDate' ? line.billDate : line.resourceName));
  const direction = descending ? -1 : 1;
  const compareParts = (a: Place, b: Place): number =>
    a.value === b.value ? compareIds(a.id, b.id) : a.value < b.value ? -direction : direction;
  const placeOf = ({ value, line }: Ranked<BillLine>): Place => ({ value, id: line.id });
  return {
    sort,
    rank: (line) => ({ value: valueOf(line), line }),
    compare: (a, b) => compareParts(placeOf(a), placeOf(b)),
    compareTo({ value, id }) {
      const key = amountOf ? BigInt(/^-?\d{1,60}$/.test(value) ? value : '0') : value;
      return (ranked) => compareParts(placeOf(ranked), { value: key, id });
    },
    positionOf: ({ value, line }, side) => ({ side, value: String(value), id: line.id }),
  };
}

interface Place {
  value: SortValue;
  id: string;
}

const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const textKey = (text: string | null): string => (text ?? '').slice(0, TEXT_KEY_LENGTH);

function quantity(text: string | null): bigint {
  const exact = text === null ? null : parseDecimal(text);
  return exact === null ? 0n : toUnits(exact);
}
