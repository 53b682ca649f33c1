import { formatUnits } from '../../wire/amounts';
import type { Language } from '../../wire/language';
import { catalogue } from '../../world/catalogue';
import type { Deductions } from '../../world/bills/deductions';
import type { Package } from '../../world/packages';

const usageNames = new Map(catalogue.usageFactors.map((factor) => [factor.code, factor]));

/** The name of a usage type; one without a name is its code. */
export const usageTypeName = (code: string, language: Language): string =>
  (language === 'zh_CN' ? usageNames.get(code)?.nameZh : usageNames.get(code)?.nameEn) ?? code;

export const packageName = (bought: Package, language: Language): string =>
  language === 'zh_CN' ? bought.nameZh : bought.nameEn;

/** Thousandths of a unit as decimal text. */
export const quantity = (thousandths: number): string => formatUnits(thousandths * 100_000);

/** 0 not effective, 1 effective, 2 used up, 3 expired, 4 unsubscribed; a quota that comes again is never used up. */
export function packageStatus(bought: Package, deductions: Deductions, now: number): 0 | 1 | 2 | 3 | 4 {
  if (bought.endedAt !== null && bought.endedAt <= now) return 4;
  if (bought.from > now) return 0;
  if (bought.to <= now) return 3;
  if (bought.reset !== 'never') return 1;
  return bought.items.every((item) => deductions.leftAt(bought, item, now).left === 0) ? 2 : 1;
}
