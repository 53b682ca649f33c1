'use client';

import { useSearchParams } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import type { FilterProblem } from '@/lib/query/filters';
import { Note } from './note';

/** A hand-edited address is never an error page: a line says what was left out, and what the view is instead. */
export function ProblemNote({ problems }: { problems: readonly FilterProblem[] }) {
  const t = useTranslations('common');
  const locale = useLocale();
  const given = useSearchParams();
  if (problems.length === 0) return null;
  const wrong = new Set(problems.map(({ field }) => field));
  const names = [...wrong].join(locale === 'zh-CN' ? '、' : ', ');
  const othersStand = !problems.some(({ all }) => all) && [...given.keys()].some((name) => !wrong.has(name));
  return (
    <Note tone="attn" role="status" className="mb-3">
      {t('unreadFilters', { names })} {othersStand ? t('othersStand') : t('defaultView')}
    </Note>
  );
}
