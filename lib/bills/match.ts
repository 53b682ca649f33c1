import type { SummaryFilters } from './filters';
import type { ExpenditureLine, SummaryRow, UsageLine } from './schema';

export type BillLine = UsageLine | ExpenditureLine;

/** The part of the filters that decides about a line; the period and the account are decided before. */
export interface LineFilters {
  service: string | null;
  project: string | null;
  mode: string | null;
  type: string | null;
  region: string | null;
  resource: string | null;
  q: string | null;
  zero: 'include' | 'hide';
  order?: string | null;
}

const ZERO_AMOUNT = /^-?0*(\.0*)?$/;

/** What a line comes to; the two views have different names for it (contract 5.2). */
export const payableOf = (line: BillLine) => ('consumeAmount' in line ? line.consumeAmount : line.amount);

/** Literal comparison; a project that is not allocated is "null" in the lines (contract 5.3). */
export function lineMatcher<L extends BillLine>(filters: LineFilters): (line: L) => boolean {
  const needle = filters.q === null ? null : fold(filters.q);
  return (line) =>
    isEqual(filters.service, line.serviceTypeCode) &&
    isEqual(filters.project, line.enterpriseProjectId ?? 'null') &&
    isEqual(filters.mode, line.chargeMode) &&
    isEqual(filters.type, line.billType) &&
    isEqual(filters.region, line.region) &&
    isEqual(filters.resource, line.resourceId) &&
    (filters.order == null || filters.order === line.tradeId || filters.order === orderIdOf(line)) &&
    (filters.zero === 'include' || !ZERO_AMOUNT.test(payableOf(line).amount)) &&
    (needle === null || textsOf(line).some((text) => text !== null && fold(text).includes(needle)));
}

/** @param otherNames service and resource type of a row in the other language, by its id */
export function summaryMatcher(
  filters: Pick<SummaryFilters, 'service' | 'mode' | 'type' | 'q'>,
  otherNames: ReadonlyMap<string, readonly (string | null)[]>,
) {
  const needle = filters.q === null ? null : fold(filters.q);
  return (row: SummaryRow): boolean =>
    isEqual(filters.service, row.serviceTypeCode) &&
    isEqual(filters.mode, row.chargingMode) &&
    isEqual(filters.type, row.billType) &&
    (needle === null ||
      [...namesOf(row), row.serviceTypeCode, row.resourceTypeCode, ...(otherNames.get(row.id) ?? [])].some(
        (text) => text !== null && fold(text).includes(needle),
      ));
}

export const namesOf = (row: SummaryRow) => [row.serviceTypeName, row.resourceTypeName];

const isEqual = (wanted: string | null, value: string | number | null): boolean =>
  wanted === null || wanted === String(value);

const orderIdOf = (line: BillLine): string | null => ('orderId' in line ? line.orderId : line.preOrderId);

function textsOf(line: BillLine): (string | null)[] {
  return [line.resourceName, line.resourceId, line.resourceTag, line.tradeId, orderIdOf(line), specOf(line)];
}

/** Without its first part, the family, which is a word of the reader's language: a link must find the same lines for all. */
function specOf({ productSpecDesc }: BillLine): string | null {
  const cut = productSpecDesc?.indexOf('|') ?? -1;
  return cut < 0 ? productSpecDesc : (productSpecDesc?.slice(cut + 1) ?? null);
}

const fold = (text: string): string => text.toLowerCase();
