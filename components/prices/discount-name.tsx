'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatPerMille } from '@/lib/format';
import { exactPerMille } from '@/lib/prices/compare';
import type { ModeTotals } from '@/lib/prices/schema';

/**
 * The discount that the amounts are with: its kind in the reader's language, the upstream's own name beside it, and
 * its share when it is the same, exactly, in every mode.
 */
export function DiscountName({ totals }: { totals: readonly ModeTotals[] }) {
  const t = useTranslations('prices');
  const locale = useLocale();
  const used = totals.flatMap(({ discounts }) => discounts.find(({ bestOffer }) => bestOffer) ?? []);
  const kinds = new Set(used.map(({ discountType }) => kindOf(discountType)));
  const names = new Set(used.map(({ discountName }) => discountName ?? ''));
  const [kind] = kinds;
  const [name] = names;
  const label = kinds.size === 1 && kind ? kind : t('ownDiscounts');
  const own = names.size === 1 && name && name !== label ? name : null;
  const [share] = new Set(totals.map(exactPerMille));
  const one = new Set(totals.map(exactPerMille)).size === 1 && share !== undefined && share !== null && share !== 0;
  // Many contracts say their share in their name.
  const percent = one && !own?.includes('%') ? formatPerMille(share) : null;
  return (
    <>
      {label}
      {own && <span className="text-ink-3"> “{own}”</span>}
      {percent && `${locale === 'zh-CN' ? '，' : ', '}${percent}`}
    </>
  );

  function kindOf(type: number | null): string {
    if (type === 605) return t('discount.605');
    if (type === 606) return t('discount.606');
    return type === 607 ? t('discount.607') : t('ownDiscounts');
  }
}
