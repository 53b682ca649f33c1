'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { MissingAccount } from '@/lib/dto';

interface FootLabelProps {
  count: number;
  unit: 'lines' | 'rows';
  offByRows: number;
  /** Accounts that the sum lacks. */
  missing: readonly MissingAccount[];
}

/** “18,244 lines in this view”, and whether all of them hold. */
export function FootLabel({ count, unit, offByRows, missing }: FootLabelProps) {
  const t = useTranslations('bills.foot');
  const names = missing.map(({ name }) => name).join(useLocale() === 'zh-CN' ? '、' : ', ');
  return (
    // No width of its own: it runs over the empty cells beside it instead of widening its column.
    <span className="block w-0 whitespace-nowrap">
      {t(unit, { count })}
      {names && <span className="font-normal text-attn"> &nbsp;{t('without', { names })}</span>}
      {offByRows > 0 && (
        <span className="font-normal text-bad max-sm:hidden"> &nbsp;{t('offBy', { count: offByRows })}</span>
      )}
    </span>
  );
}
