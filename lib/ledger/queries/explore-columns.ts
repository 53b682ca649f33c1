import type { Source } from '../rollup/source';
import type { Parameters } from '../statement';
import { isOneNumberOf, isOneOf as isOneText } from './codes';
import { TAGS_SQL, tagValue } from './tags';

/** How a dimension stands in `ledger.fee_lines`. */
interface Column {
  name: string;
  /** Where the name of the code stands beside it. */
  label?: string;
  /** A code of the contract; null is the empty text outside. */
  integer?: true;
}

const COLUMNS = {
  service: { name: 'cloud_service_type', label: 'cloud_service_type_name' },
  resourceType: { name: 'resource_type', label: 'resource_type_name' },
  region: { name: 'region', label: 'region_name' },
  project: { name: 'enterprise_project_id', label: 'enterprise_project_name' },
  account: { name: 'account' },
  mode: { name: 'charge_mode', integer: true },
  type: { name: 'bill_type', integer: true },
  resource: { name: 'resource_id', label: 'resource_name' },
  sku: { name: 'sku_code', label: 'product_spec_desc' },
} as const satisfies Readonly<Record<string, Column>>;

export type FeeDimension = keyof typeof COLUMNS | 'tag';

/** But for what a line costs, which its sums call otherwise. */
const MEASURES = {
  official: 'official_amount',
  discount: 'discount_amount',
  cash: 'cash_amount',
  credit: 'credit_amount',
  coupon: 'coupon_amount',
  flexi: 'flexipurchase_coupon_amount',
  storedCard: 'stored_card_amount',
  bonus: 'bonus_amount',
  debt: 'debt_amount',
  adjustment: 'adjustment_amount',
} as const;

export type FeeMeasure = keyof typeof MEASURES | 'amount' | 'usage' | 'lines';

export const feeColumn = (dimension: Exclude<FeeDimension, 'tag'>): Column => COLUMNS[dimension];

/** The column that decides a dimension. */
export const columnOf = (dimension: FeeDimension): string =>
  dimension === 'tag' ? 'resource_tag' : COLUMNS[dimension].name;

/** An exact sum: Decimal(38,10), or a count. */
export function sumOf(measure: FeeMeasure, source: Source): string {
  if (measure === 'lines') return `toString(${countOf(source)})`;
  // A line without usage has null: it adds nothing.
  if (measure === 'usage') return 'ifNull(sum(usage), 0)';
  return `sum(${measure === 'amount' ? source.columns.payable : MEASURES[measure]})`;
}

/** Lines behind the rows of a source. */
export const countOf = ({ rolled }: Pick<Source, 'rolled'>): string => (rolled ? 'sum(line_count)' : 'count()');

export const TAG_KEYS = `arrayJoin(arrayMap(one -> substring(one, 1, position(one, '=') - 1), arrayFilter(one -> position(one, '=') > 1, ${TAGS_SQL})))`;

/** A dimension as it is grouped by: a plain column wherever there is one. */
export const groupedBy = (dimension: FeeDimension, tagKey: string | null, parameters: Parameters): string =>
  dimension === 'tag' ? tagValue(tagKey ?? '', parameters) : COLUMNS[dimension].name;

export function isOneOf(
  dimension: FeeDimension,
  { values, tagKey }: { values: readonly string[]; tagKey: string | null },
  parameters: Parameters,
): string {
  if (dimension !== 'tag' && feeColumn(dimension).integer) {
    return isOneNumberOf(feeColumn(dimension).name, values, parameters);
  }
  return isOneText(groupedBy(dimension, tagKey, parameters), values, parameters);
}

/** A dimension as text, to be put together with others. */
export const asText = (dimension: FeeDimension, tagKey: string | null, parameters: Parameters): string =>
  dimension !== 'tag' && feeColumn(dimension).integer
    ? `ifNull(toString(${feeColumn(dimension).name}), '')`
    : groupedBy(dimension, tagKey, parameters);
