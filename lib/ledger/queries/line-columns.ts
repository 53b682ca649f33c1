import type { LineFactName } from '../line-fact';
import { columnNames, quoted } from '../tables';

/**
 * Columns that are kept and that neither pages nor files of lines show. A page whose rows lie in many months opens each
 * column of each of them.
 */
const UNSHOWN = {
  usage_lines: [
    ...(['id', 'effective_time', 'expire_time', 'consume_time', 'measure_id', 'sub_service_type_code'] as const),
    ...(['sub_service_type_name', 'sub_resource_type_code', 'sub_resource_type_name', 'sub_resource_id'] as const),
    ...(['sub_resource_name', 'be_id', 'extend_params', 'is_spot', 'promotion_type', 'payment_type'] as const),
  ],
  fee_lines: [
    ...(['measure_id', 'sub_service_type_code', 'sub_service_type_name', 'sub_resource_type_code'] as const),
    ...(['sub_resource_type_name', 'sub_resource_id', 'sub_resource_name'] as const),
  ],
} as const satisfies Record<LineFactName, readonly string[]>;

export type UnshownColumn<F extends LineFactName> = (typeof UNSHOWN)[F][number];

/** What is read of a line to show it, as a list for SELECT. */
export const shownColumns = (fact: LineFactName): string =>
  columnNames(fact)
    .filter((name) => !(UNSHOWN[fact] as readonly string[]).includes(name))
    .map(quoted)
    .join(', ');
