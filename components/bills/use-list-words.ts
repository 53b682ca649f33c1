'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ChipOption } from '@/components/ui/filter-chip';
import type { ValueList } from '@/lib/query/value-list';

/** What a filter keeps or leaves out, in words: "a, b" or "without a, b". */
export function useListWords() {
  const t = useTranslations('bills.filters');
  const locale = useLocale();
  return ({ exclude, values }: ValueList, options: readonly ChipOption[] = []): string => {
    const names = values.map(
      (code) => options.find(({ value }) => value === code)?.label ?? (code === '' ? t('noCode') : code),
    );
    const joined = names.join(locale === 'zh-CN' ? '、' : ', ');
    if (exclude && values.length === 1 && values[0] === '') return t('anyCode');
    return exclude ? t('without', { names: joined }) : joined;
  };
}
