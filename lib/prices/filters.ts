import { accountId, defineFilters, type Field, type FilterValues, integer, oneOf } from '@/lib/query/filters';
import { decodeLines, type EstimateLine, encodeLines } from './line-codec';

const NO_LINES: readonly EstimateLine[] = [];

/** The lines of an estimate in one parameter. */
function estimateLines(): Field<readonly EstimateLine[]> {
  return {
    fallback: NO_LINES,
    read: decodeLines,
    write: encodeLines,
    schema: {
      type: 'string',
      maxLength: 16_000,
      description:
        'lines parted by spaces, fields by stars: service*type*spec*region*quantity*size*sizeMeasureId*usageFactor*usageMeasureId*usagePerMonth*zone; hws.service.type. and hws.resource.type. are left out',
    },
  };
}

export const MAX_MONTHS = 36;
export const MAX_HOURS = 744;
/** The months that the page offers; the address takes any from 1 to 36. */
export const spans = [1, 6, 12, 36] as const;

/** The whole estimate: the page and its file read it from the same address. */
export const estimateFilters = defineFilters({
  account: accountId(),
  months: integer({ min: 1, max: MAX_MONTHS }, 12),
  hours: integer({ min: 1, max: MAX_HOURS }, 730),
  l: estimateLines(),
});
export type Estimate = FilterValues<(typeof estimateFilters)['fields']>;

export const productFilters = defineFilters({ account: accountId(), site: oneOf(['intl', 'cn', 'eu'], null) });
export type ProductFilters = FilterValues<(typeof productFilters)['fields']>;
