import { AppError } from '@/lib/http/errors';
import type { Parameters } from '../statement';
import { type LineFactName, lineFacts } from '../line-fact';

/** A place in a list of lines: its sort value as text, then what makes every order total. */
export interface LinePlace {
  value: string;
  account: string;
  cycle: string;
  position: number;
}

export interface LineSort {
  column: string;
  descending: boolean;
}

interface SortKey {
  sql: string;
  type: 'String' | 'Int32' | 'Decimal(38, 10)';
}

/** A cursor carries the sort value, so long names count with their beginning only; the place decides the rest. */
const TEXT_KEY_CHARACTERS = 40;
const beginning = (column: string): SortKey => ({
  sql: `substringUTF8(${column}, 1, ${TEXT_KEY_CHARACTERS})`,
  type: 'String',
});
const amount = (column: string): SortKey => ({ sql: column, type: 'Decimal(38, 10)' });

/** Names of accounts by domain ID: accounts are sorted by what the reader sees. */
export type AccountNames = ReadonlyMap<string, string>;

interface SortedList {
  fact: LineFactName;
  names: AccountNames;
}

function sortKey({ fact, names }: SortedList, column: string, parameters: Parameters): SortKey {
  switch (column) {
    case 'billDate':
      return { sql: 'toString(bill_date)', type: 'String' };
    case 'resourceName':
      return beginning('resource_name');
    case 'region':
      return { sql: 'toString(region)', type: 'String' };
    case 'project':
      return beginning('enterprise_project_name');
    case 'account': {
      const ids = parameters.bind([...names.keys()], 'Array(String)');
      const shown = parameters.bind(
        [...names.values()].map((name) => [...name].slice(0, TEXT_KEY_CHARACTERS).join('')),
        'Array(String)',
      );
      return { sql: `transform(toString(account), ${ids}, ${shown}, '')`, type: 'String' };
    }
    case 'mode':
      return { sql: 'ifNull(charge_mode, 0)', type: 'Int32' };
    case 'usage':
      return amount('ifNull(usage, toDecimal128(0, 10))');
    case 'officialAmount':
      return amount('official_amount');
    case 'discountAmount':
      return amount('discount_amount');
    case 'consumeAmount':
    case 'amount':
      return amount(lineFacts[fact].payable);
    default:
      throw new RangeError(`not a sort column: ${column}`);
  }
}

export interface LineOrder {
  /** The sort value of a row. */
  key: string;
  /** ORDER BY, forwards and backwards. */
  forwards: string;
  backwards: string;
  /** Condition for rows that come before or after a place, itself excluded. */
  beside(side: 'before' | 'after', place: LinePlace): string;
}

/** The total order of a sort: equal values by account, cycle and place in the upstream's list, always upwards. */
export function lineOrder(
  fact: LineFactName,
  { column, descending, names }: LineSort & { names: AccountNames },
  parameters: Parameters,
): LineOrder {
  const { sql: key, type } = sortKey({ fact, names }, column, parameters);
  const order = (backwards: boolean) => {
    const [first, rest] = [descending !== backwards ? 'DESC' : 'ASC', backwards ? 'DESC' : 'ASC'];
    return `${key} ${first}, account ${rest}, cycle ${rest}, position ${rest}`;
  };
  return {
    key,
    forwards: order(false),
    backwards: order(true),
    beside(side, place) {
      const value = parameters.bind(checkedValue(place.value, type), type);
      const account = parameters.bind(place.account, 'String');
      const cycle = parameters.bind(place.cycle, 'String');
      const position = parameters.bind(place.position, 'UInt32');
      const than = side === 'after' ? '>' : '<';
      const keyThan = descending === (side === 'after') ? '<' : '>';
      return (
        `(${key} ${keyThan} ${value} OR (${key} = ${value} AND (account ${than} ${account} OR ` +
        `(account = ${account} AND (cycle ${than} ${cycle} OR (cycle = ${cycle} AND position ${than} ${position}))))))`
      );
    },
  };
}

const FORMS = { String: /^/, Int32: /^-?\d{1,9}$/, 'Decimal(38, 10)': /^-?\d{1,28}(\.\d{1,10})?$/ } as const;

/** A cursor comes from outside: what the engine could not read as its type is refused by name. */
function checkedValue(value: string, type: SortKey['type']): string {
  if (FORMS[type].test(value)) return value;
  throw new AppError('bad_request', 'cursor is not one that an answer with the same sort gave', { field: 'cursor' });
}
