/** Position in the upstream's answer: the contract has no identifier of a row, and equal rows can both be right. */
export function rowId(domainId: string, cycle: string, index: number): string {
  // Padded, so that ids sort as the rows stood.
  return `${domainId}.${cycle}.${String(index).padStart(8, '0')}`;
}

const ROW_ID = /^([A-Za-z0-9_-]{1,64})\.(\d{4}-\d\d)\.(\d{8,10})$/;
const LARGEST = 4_294_967_295;

/** What {@link rowId} was made of; null for other text. */
export function parseRowId(id: string): { account: string; cycle: string; position: number } | null {
  const [, account, cycle, position] = ROW_ID.exec(id) ?? [];
  if (!account || !cycle || !position || Number(position) > LARGEST) return null;
  return { account, cycle, position: Number(position) };
}
