'use client';

import { useTranslations } from 'next-intl';
import { formatCount } from '@/lib/format';

interface FootLabelProps {
  count: number;
  unit: 'lines' | 'rows';
  offByRows: number;
}

/** “18,244 lines in this view”, and whether all of them hold. */
export function FootLabel({ count, unit, offByRows }: FootLabelProps) {
  const t = useTranslations('bills.foot');
  return (
    <span className="whitespace-nowrap">
      {t(unit, { count, shown: formatCount(count) })}
      {offByRows > 0 && (
        <span className="font-normal text-bad max-sm:hidden"> &nbsp;{t('offBy', { count: offByRows })}</span>
      )}
    </span>
  );
}
