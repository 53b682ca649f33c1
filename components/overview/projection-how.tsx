'use client';

import { useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import type { ProjectedCurrency } from '@/lib/overview/projection-schema';

interface ProjectionHowProps {
  item: ProjectedCurrency;
  words: { soFar: string; rate: string; subscriptionsHow: string; tests: readonly string[] };
}

/** The three parts and their sum, what the band stands on, and how far off the method was before. */
export function ProjectionHow({ item, words }: ProjectionHowProps) {
  const t = useTranslations('projection');
  const parts = [
    { key: 'soFar', name: words.soFar, value: item.soFar, how: t('soFarHow') },
    { key: 'rate', name: words.rate, value: item.rate, how: t('rateHow') },
    { key: 'subscriptions', name: t('subscriptions'), value: item.subscriptions, how: words.subscriptionsHow },
  ];
  return (
    <div className="p-2 text-ink">
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5">
        {parts.map(({ key, name, value, how }) => (
          <div key={key} className="contents">
            <dt>
              {name}
              {how && <small className="block text-small whitespace-normal text-ink-3">{how}</small>}
            </dt>
            <dd className="text-right">
              <Amount value={value} places={2} max={2} />
            </dd>
          </div>
        ))}
        <dt className="border-t border-rule-2 pt-1.5 font-medium">{t('estimate')}</dt>
        <dd className="border-t border-rule-2 pt-1.5 text-right font-medium">
          <Amount value={item.estimate} currency places={2} max={2} />
        </dd>
        <dt className="text-ink-2">{t('lowest')}</dt>
        <dd className="text-right text-ink-2">
          <Amount value={item.low} places={2} max={2} />
        </dd>
        <dt className="text-ink-2">{t('highest')}</dt>
        <dd className="text-right text-ink-2">
          <Amount value={item.high} places={2} max={2} />
        </dd>
      </dl>
      <p className="mt-2.5 text-small text-ink-3">{t('bandHow')}</p>
      <ul className="mt-1 grid grid-cols-2 gap-x-4 text-small text-ink-2">
        {words.tests.map((test) => (
          <li key={test}>{test}</li>
        ))}
      </ul>
    </div>
  );
}
