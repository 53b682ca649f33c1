'use client';

import { useTranslations } from 'next-intl';

interface FootLabelProps {
  count: number;
  unit: 'lines' | 'rows';
  offByRows: number;
}

/** “18,244 lines in this view”, and whether all of them hold. */
export function FootLabel({ count, unit, offByRows }: FootLabelProps) {
  const t = useTranslations('bills.foot');
  return (
    // No width of its own: it runs over the empty cells beside it instead of widening its column.
    <span className="block w-0 whitespace-nowrap">
      {t(unit, { count })}
      {offByRows > 0 && (
        <span className="font-normal text-bad max-sm:hidden"> &nbsp;{t('offBy', { count: offByRows })}</span>
      )}
    </span>
  );
}
