'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Explore, ExploreBlock } from '@/lib/explore/schema';
import type { ChartKind } from '@/lib/explore/words';
import { formatAmount, formatRange } from '@/lib/format';
import { besideNothing, hasOneSeries } from './chart-data';
import type { BlockWords } from './use-block-words';

interface ComparedKeyProps {
  kind: ChartKind;
  block: ExploreBlock;
  answer: Explore;
  words: BlockWords;
}

/** What the marks on the bars, or the grey line beside a single line, stand for, and what they leave out. */
export function ComparedKey({ kind, block, answer, words: { unit, format } }: ComparedKeyProps) {
  const t = useTranslations('explore');
  const locale = useLocale();
  const drawn = kind === 'bars' || (kind === 'lines' && hasOneSeries(block));
  const { compared, step } = answer;
  if (!drawn || !compared || block.before === null || !block.beforeValues) return null;
  const span = formatRange(compared.from, compared.to, locale);
  const rest = besideNothing(block);
  if (block.beforeValues.every((value) => value === null)) {
    return rest && <p className="mt-1 text-small text-ink-3">{t('comparedNoStep', { span, step })}</p>;
  }
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 text-small text-ink-3">
      <svg width="18" height="4" aria-hidden="true">
        {kind === 'bars' ? (
          <rect y="1" width="18" height="2" rx="1" fill="var(--ink)" />
        ) : (
          <line x2="18" y1="2" y2="2" stroke="var(--ink-3)" strokeWidth="1.5" strokeDasharray="4 3" />
        )}
      </svg>
      <span>{t('comparedWith', { span })}</span>
      {rest && <span>{t('comparedRest', { amount: `${formatAmount(rest, format)} ${unit}`.trim(), step })}</span>}
    </p>
  );
}
