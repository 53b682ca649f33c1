'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { formatCycle } from '@/lib/format';

/** Nothing matches: for which cycles, and the way back to everything. */
export function BillsEmpty({ cycles, onClear }: { cycles: readonly string[]; onClear: () => void }) {
  const t = useTranslations('bills.empty');
  const locale = useLocale();
  const names = [...new Set([cycles[0], cycles.at(-1)])].flatMap((cycle) =>
    cycle === undefined ? [] : [formatCycle(cycle, locale)],
  );
  return (
    <EmptyState title={t('title')} action={<Button onClick={onClear}>{t('clear')}</Button>}>
      {t('filtered', { cycle: names.join(' – ') })}
    </EmptyState>
  );
}
