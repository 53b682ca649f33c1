'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { QuotedLine } from '@/lib/prices/schema';

const reasons = {
  'CBC.99006006': 'notFound',
  'CBC.6006': 'notFound',
  'CBC.99006050': 'wrongUnit',
  'CBC.99006055': 'tooLarge',
  'CBC.99006074': 'notByUse',
  'CBC.0100': 'parameter',
  usage_required: 'usageRequired',
  no_price: 'noPrice',
} as const;

type Problem = QuotedLine['problems'][number];

/** Why a line has no price, in words, each reason once with the modes it is about. */
export function LineProblems({ problems, yearly }: { problems: readonly Problem[]; yearly: boolean }) {
  const t = useTranslations('prices');
  const locale = useLocale();
  const byCode = new Map<string, string[]>();
  for (const { code, mode } of problems) {
    if (mode === 'yearly' && !yearly) continue;
    byCode.set(code, [...(byCode.get(code) ?? []), t(`mode.${mode}`)]);
  }
  return [...byCode].map(([code, modes]) => {
    const reason = code in reasons ? reasons[code as keyof typeof reasons] : 'other';
    return (
      <span key={code} className="mt-0.5 block text-small whitespace-normal text-attn">
        {t(`problem.${reason}`, { modes: modes.join(locale === 'zh-CN' ? '、' : ', ') })}
        {code.startsWith('CBC.') && <span className="id text-ink-3"> {code}</span>}
      </span>
    );
  });
}
