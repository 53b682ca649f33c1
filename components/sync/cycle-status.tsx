'use client';

import { useTranslations } from 'next-intl';
import { Status } from '@/components/ui/status';
import type { SyncCycle } from '@/lib/sync/schema';

/** What is going on with a month, in a word and a shape. */
export function CycleStatus({ item }: { item: SyncCycle }) {
  const t = useTranslations('sync');
  if (item.status === 'syncing') {
    const { pagesDone, pagesTotal } = item.progress ?? { pagesDone: 0, pagesTotal: null };
    return (
      <Status glyph="arc" tone="go">
        <span className="tabular-nums">
          {pagesTotal === null ? t('starting') : t('pages', { done: pagesDone, total: pagesTotal })}
        </span>
      </Status>
    );
  }
  if (item.status === 'attention') {
    return (
      <Status glyph="dashed" tone="attn">
        {t('needsAttention')}
      </Status>
    );
  }
  if (item.status === 'waiting') {
    return (
      <Status glyph="half" tone="mute">
        {t('waiting')}
      </Status>
    );
  }
  if (item.differences.length > 0) {
    return (
      <Status glyph="dot" tone="plain">
        <span
          title={item.differences
            .map(({ view, difference, currency }) => `${view}: ${difference} ${currency}`)
            .join('\n')}
        >
          {t('lagging')}
        </span>
      </Status>
    );
  }
  return (
    <Status glyph="check" tone="plain">
      {t('proven')}
    </Status>
  );
}
