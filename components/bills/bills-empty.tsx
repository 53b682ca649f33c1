'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { Unpublished } from '@/lib/bills/schema';
import { formatCycle } from '@/lib/format';

/** Nothing matches: for which cycles, and the way back to everything. */
interface BillsEmptyProps {
  cycles: readonly string[];
  unpublished: readonly Unpublished[];
  onClear: () => void;
}

export function BillsEmpty({ cycles, unpublished, onClear }: BillsEmptyProps) {
  const t = useTranslations('bills.empty');
  const locale = useLocale();
  // Nothing can be said of a cycle that is not there yet; the note above says that it is being read.
  if (cycles.every((cycle) => unpublished.some((entry) => entry.cycle === cycle))) {
    const is = (wanted: Unpublished['reason']) => unpublished.some(({ reason }) => reason === wanted);
    if (is('loading') || is('attention')) return <EmptyState title={t('fillingTitle')}>{t('filling')}</EmptyState>;
    return <EmptyState title={t('goneTitle')}>{t(is('lost') ? 'lost' : 'gone')}</EmptyState>;
  }
  const names = [...new Set([cycles[0], cycles.at(-1)])].flatMap((cycle) =>
    cycle === undefined ? [] : [formatCycle(cycle, locale)],
  );
  return (
    <EmptyState title={t('title')} action={<Button onClick={onClear}>{t('clear')}</Button>}>
      {t('filtered', { cycle: names.join(' – ') })}
    </EmptyState>
  );
}
