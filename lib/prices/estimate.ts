import type { Estimate } from './filters';
import type { EstimateLine } from './line-codec';
import type { QuoteRequest } from './schema';

/** The request that prices an estimate; null while there is nothing in it. */
export function quoteRequestOf({ account, months, hours, l: lines }: Estimate): QuoteRequest | null {
  if (lines.length === 0) return null;
  const ids = lineIds(lines);
  return {
    account: account ?? undefined,
    months,
    hoursPerMonth: hours,
    lines: lines.map((line, index) => ({
      id: ids[index] ?? String(index),
      serviceTypeCode: line.serviceTypeCode,
      resourceTypeCode: line.resourceTypeCode,
      resourceSpec: line.resourceSpec,
      region: line.region,
      availableZone: line.availableZone ?? undefined,
      size: line.size ?? undefined,
      sizeMeasureId: line.sizeMeasureId ?? undefined,
      quantity: line.quantity,
      usageFactor: line.usageFactor,
      usageMeasureId: line.usageMeasureId,
      usagePerMonth: line.usagePerMonth ?? undefined,
    })),
  };
}

/** One ID a line that stays when its size, its quantity or another line changes: figures keep their row. */
export function lineIds(lines: readonly EstimateLine[]): string[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const what = [line.serviceTypeCode, line.resourceTypeCode, line.resourceSpec, line.region, line.usageFactor];
    const key = hash([...what, line.availableZone ?? ''].join('\n'));
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return `${key}-${nth}`;
  });
}

/** FNV-1a, twice over, as 16 hex digits: enough to tell 50 lines apart. */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (let index = 0; index < text.length; index += 1) {
    one = Math.imul(one ^ text.charCodeAt(index), 0x01000193);
    other = Math.imul(other ^ text.charCodeAt(index), 0x85ebca6b) ^ (other >>> 13);
  }
  return [one, other].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
