/** Position in the upstream's answer: the contract has no identifier of a row, and equal rows can both be right. */
export function rowId(domainId: string, cycle: string, index: number): string {
  // Padded, so that ids sort as the rows stood.
  return `${domainId}.${cycle}.${String(index).padStart(8, '0')}`;
}
