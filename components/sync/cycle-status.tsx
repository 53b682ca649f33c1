'use client';

import { useTranslations } from 'next-intl';
import { Status } from '@/components/ui/status';
import { formatAmount } from '@/lib/format';
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
  if (item.differences.length > 0) return <Lagging differences={item.differences} />;
  return (
    <Status glyph="check" tone="plain">
      {t('proven')}
    </Status>
  );
}

/** The summary ends with yesterday, the lines do not: by how much they differ. */
function Lagging({ differences }: Pick<SyncCycle, 'differences'>) {
  const t = useTranslations('sync.lag');
  const shown = (amount: string, currency: string, max = 8) =>
    `${formatAmount(amount, { places: 2, max })} ${currency}`;
  const [first] = differences.filter(({ amount }) => amount === 'payable');
  const all = differences.map(({ view, amount, currency, ...sides }) =>
    t('one', {
      what: t(`${view}.${amount}`),
      lines: shown(sides.lines, currency),
      summary: shown(sides.summary, currency),
    }),
  );
  return (
    <Status glyph="dot" tone="plain" className="max-sm:whitespace-normal">
      <span title={all.join('\n')}>
        {t('word')}
        {first && (
          <span className="block text-small text-ink-3 tabular-nums">
            {t('by', { amount: shown(first.difference, first.currency, 2) })}
          </span>
        )}
      </span>
    </Status>
  );
}
