'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Unproven } from '@/lib/dto';
import { formatCycle } from '@/lib/format';
import { Note } from './note';

const NAMED = 3;

/** Cycles whose newest reading could not be believed: what is shown is what could. */
export function UnprovenNote({ unproven }: { unproven: readonly Unproven[] }) {
  const t = useTranslations('states');
  const locale = useLocale();
  if (unproven.length === 0) return null;
  const named = unproven
    .slice(-NAMED)
    .map(({ account, cycle }) =>
      t('unprovenCycle', { cycle: formatCycle(cycle, locale, 'short'), account: account.name }),
    );
  const more = unproven.length > NAMED ? t('unprovenMore', { count: unproven.length - NAMED }) : '';
  return (
    <Note tone="attn" role="status" className="mb-3">
      <b className="font-medium">{t('unproven')}</b> {named.join(locale === 'zh-CN' ? '、' : ', ')}
      {more}
      {t('unprovenRest')}
    </Note>
  );
}
