'use client';

import { Link } from '@/components/ui/link';
import { useLocale, useTranslations } from 'next-intl';
import { Section } from '@/components/ui/section';
import { Tag } from '@/components/ui/tag';
import { dayOf, formatCount, formatDay } from '@/lib/format';
import type { Overview } from '@/lib/overview/schema';
import { paths } from '@/lib/paths';

type Expiring = Overview['expiring'];

/** The five primary resources that expire first; the section counts all within 30 days. */
export function ExpiringList({ expiring, account }: { expiring: Expiring; account: string | null }) {
  const t = useTranslations('overview');
  const locale = useLocale();
  return (
    <Section
      title={t('expiring')}
      unit={formatCount(expiring.count)}
      end={
        <Link href={paths.resources({ account, expires: 30, status: 2, kind: 'primary' })}>{t('allResources')}</Link>
      }
    >
      {expiring.resources.length === 0 ? (
        <p className="py-4 text-ink-2">{t('noneExpiring')}</p>
      ) : (
        <ul className="list">
          {expiring.resources.map((resource, index) => (
            <li key={resource.resourceId ?? index}>
              <span className="min-w-0 truncate">
                <Link
                  className="text-ink"
                  href={paths.resources({ account: resource.account.domainId, q: resource.resourceId })}
                >
                  {resource.resourceName ?? resource.resourceId ?? t('noName')}
                </Link>
                <span className="text-small text-ink-3"> &nbsp;{resource.serviceTypeName}</span>
              </span>
              <span className="flex items-center justify-end gap-2 text-small text-ink-3">
                <Policy code={resource.expirePolicy} />
                {resource.expireTime && (
                  <span title={`${resource.expireTime}`}>
                    {formatDay(dayOf(resource.expireTime, 'UTC'), locale, 'short')} UTC ·{' '}
                    {t('inDays', { days: resource.daysLeft })}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Only what happens by itself is worth a word: a renewal that takes money, or a loss of data. */
function Policy({ code }: { code: number | null }) {
  const t = useTranslations('overview.policies');
  if (code === 3) return <Tag>{t('3')}</Tag>;
  if (code === 2) return <Tag tone="attn">{t('2')}</Tag>;
  return code === 1 ? <Tag>{t('1')}</Tag> : null;
}
