'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { FilterProblem } from '@/lib/query/filters';
import { Note } from './note';

/** A hand-edited address is never an error page: the default view, and a line that says what was not understood. */
export function ProblemNote({ problems }: { problems: readonly FilterProblem[] }) {
  const t = useTranslations('common');
  const locale = useLocale();
  if (problems.length === 0) return null;
  const names = [...new Set(problems.map(({ field }) => field))].join(locale === 'zh-CN' ? '、' : ', ');
  return (
    <Note tone="attn" role="status" className="mb-3">
      {t('unreadFilters', { names })}
    </Note>
  );
}
