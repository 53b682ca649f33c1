'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { formatAmount, formatCycle, formatDay, formatPerMille } from '@/lib/format';
import { projectionQuery } from '@/lib/overview/projection-query';
import { ProjectionHow } from './projection-how';

const WHOLE = { places: 0, max: 0 } as const;

/** “Estimated month end 12,340.00 (11,900–12,800)”, with how it comes about; nothing where too little is known. */
export function ProjectionLine({ currency, account }: { currency: string; account: string | null }) {
  const t = useTranslations('projection');
  const locale = useLocale();
  const { data } = useQuery(projectionQuery({ account }));
  const item = data?.items.find((one) => one.currency === currency);
  if (!data || !item || data.through === null) return null;
  const low = formatAmount(item.low.amount, WHOLE);
  const high = formatAmount(item.high.amount, WHOLE);
  return (
    <div className="-mt-3 mb-5 flex flex-wrap items-baseline gap-x-2.5 gap-y-1 border-b border-rule pb-3 text-ink-2">
      <span>{t('title')}</span>
      <b className="text-[14px] font-semibold text-ink">
        <Amount value={item.estimate} currency places={2} max={2} />
      </b>
      <span>({t('band', { low, high })})</span>
      <span className="text-small text-ink-3">{t('short', { days: 28, months: item.tests.length })}</span>
      <Menu
        label={t('how')}
        triggerClass="inline-flex items-center gap-1 text-small text-accent hover:underline max-sm:min-h-11"
        popClass="left-0 top-[calc(100%+4px)] w-[340px] max-w-[calc(100vw-32px)]"
        stays
        trigger={
          <>
            {t('how')}
            <Icon name="down" className="size-3" />
          </>
        }
      >
        <ProjectionHow
          item={item}
          words={{
            soFar: t('soFar', { day: formatDay(data.through, locale) }),
            rate: t('rate', { days: data.daysLeft }),
            subscriptionsHow: t('subscriptionsHow', { month: formatCycle(data.previousCycle, locale) }),
            tests: item.tests.map(({ cycle, offPerMille }) =>
              t('off', {
                month: formatCycle(cycle, locale, 'short'),
                percent: formatPerMille(offPerMille, { signed: true }),
              }),
            ),
          }}
        />
      </Menu>
    </div>
  );
}
