import type { Line } from '../../sandbox/world/bills/source';

type Member = Exclude<keyof Line, 'usage' | 'free' | 'reserved'>;

/** Members of a line by the column of the ledger that keeps them. */
const COLUMNS: Readonly<Record<Member, string>> = {
  official: 'official_amount',
  discount: 'discount_amount',
  amount: 'amount',
  cash: 'cash_amount',
  credit: 'credit_amount',
  coupon: 'coupon_amount',
  flexi: 'flexipurchase_coupon_amount',
  card: 'stored_card_amount',
  debt: 'debt_amount',
  writeOff: 'adjustment_amount',
};
const MEMBERS = Object.keys(COLUMNS) as Member[];

/** Digits after the point of a unit of the sandbox. */
const DIGITS = 8;
/** Far from what a number holds exactly. */
const FULL = 2 ** 52;

/** Sums of every amount of many lines as whole numbers of any size: what the ledger adds up is compared with them. */
export class ExactSums {
  private readonly open: number[] = MEMBERS.map(() => 0);
  private readonly total: bigint[] = MEMBERS.map(() => 0n);

  add(line: Line): void {
    // Ten million lines come through here.
    for (let index = 0; index < MEMBERS.length; index += 1) {
      const value = line[MEMBERS[index] as Member];
      const sum = (this.open[index] as number) + value;
      if (Math.abs(sum) < FULL) this.open[index] = sum;
      else {
        this.total[index] = (this.total[index] ?? 0n) + BigInt(this.open[index] ?? 0) + BigInt(value);
        this.open[index] = 0;
      }
    }
  }

  /** Decimal text by column, without zeros at its end. */
  texts(): Record<string, string> {
    return Object.fromEntries(
      MEMBERS.map((member, index) => [
        COLUMNS[member],
        decimalText((this.total[index] ?? 0n) + BigInt(this.open[index] ?? 0)),
      ]),
    );
  }
}

function decimalText(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(DIGITS + 1, '0');
  const fraction = digits.slice(-DIGITS).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -DIGITS)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Adds decimal texts of at most eight digits after the point, exactly. */
export function addTexts(one: string, other: string): string {
  return decimalText(unitsOf(one) + unitsOf(other));
}

function unitsOf(text: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const units = BigInt(whole + fraction.padEnd(DIGITS, '0').slice(0, DIGITS));
  return sign === '-' ? -units : units;
}
