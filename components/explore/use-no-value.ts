'use client';

import { useTranslations } from 'next-intl';
import type { Dimension } from '@/lib/explore/words';

/** What lines without a value of a dimension are called. */
export function useNoValue() {
  const t = useTranslations('explore.noValue');
  return (dimension: Dimension): string =>
    dimension === 'tag' || dimension === 'project' ? t(dimension) : t('default');
}
