'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import { Note } from '@/components/ui/note';
import type { Unpublished } from '@/lib/bills/schema';
import { formatCycle } from '@/lib/format';
import { paths } from '@/lib/paths';

const NAMED = 3;
const REST = { attention: 'attentionRest', loading: 'loadingRest', gone: 'goneRest' } as const;

/** Cycles that the figures lack, since the ledger does not have them: why, and where it can be followed. */
export function LoadingNote({ unpublished }: { unpublished: readonly Unpublished[] }) {
  const t = useTranslations('bills.loading');
  const locale = useLocale();
  if (unpublished.length === 0) return null;
  const kind = (['attention', 'loading', 'gone'] as const).find((one) =>
    unpublished.some(({ reason }) => reason === one),
  );
  const cycles = [...new Set(unpublished.map(({ cycle }) => cycle))].sort();
  const shown = cycles.length > NAMED ? [cycles[0], cycles.at(-1)] : cycles;
  const names = shown.flatMap((cycle) => (cycle === undefined ? [] : [formatCycle(cycle, locale, 'short')]));
  const accounts = [...new Set(unpublished.map(({ account }) => account.name))].join(locale === 'zh-CN' ? '、' : ', ');
  const words = {
    cycles: names.join(cycles.length > NAMED ? ' – ' : locale === 'zh-CN' ? '、' : ', '),
    accounts,
    count: unpublished.length,
  };
  return (
    <Note tone={kind === 'attention' ? 'attn' : 'plain'} role="status" className="mb-3">
      <b className="font-medium">{t(kind ?? 'loading', words)}</b> {t(REST[kind ?? 'loading'])}{' '}
      <Link href={paths.sync()}>{t('follow')}</Link>
    </Note>
  );
}
