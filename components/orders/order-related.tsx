'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import { Amount } from '@/components/ui/amount';
import { Note } from '@/components/ui/note';
import { Section } from '@/components/ui/section';
import { Status, statusLook } from '@/components/ui/status';
import { Tag } from '@/components/ui/tag';
import { dayOf, formatCount, formatDay } from '@/lib/format';
import type { OrderDetail } from '@/lib/orders/schema';
import { paths } from '@/lib/paths';
import { isCancelled, isUnsubscription } from './order-kinds';
import { useOrderWords } from './order-words';

interface PartProps {
  order: OrderDetail;
}

/** The child orders of a combined order. */
export function OrderChildren({ order }: PartProps) {
  const t = useTranslations('orders.detail');
  const words = useOrderWords();
  return (
    <Section title={t('children')} unit={formatCount(order.children.length)}>
      <ul className="list">
        {order.children.map((child) => (
          <li key={child.orderId}>
            <Link href={paths.order(child.orderId)} className="id">
              {child.orderId}
            </Link>
            <span className="truncate text-ink-3">{child.serviceTypeName ?? child.serviceTypeCode}</span>
            <Status {...statusLook(child.status)} className="max-sm:hidden">
              {words.status(child.status)}
            </Status>
            <Amount value={child.amountAfterDiscount} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What was provisioned for the order. */
export function OrderResources({ order }: PartProps) {
  const t = useTranslations('orders.detail');
  const locale = useLocale();
  const words = useOrderWords();
  const { resources } = order;
  return (
    <Section
      title={t('resources')}
      unit={resources ? formatCount(resources.length) : undefined}
      end={
        resources && resources.length > 0 ? (
          <Link href={paths.resources({ order: order.orderId })}>{t('showResources')}</Link>
        ) : undefined
      }
    >
      {resources === null ? (
        <Note tone="attn" className="mt-3">
          {t('resourcesUnread')}
        </Note>
      ) : resources.length === 0 ? (
        <p className="py-3 text-ink-2">
          {isUnsubscription(order) ? t('noneOfRefund') : isCancelled(order) ? t('noneOfCancelled') : t('noResources')}
        </p>
      ) : (
        <ul className="list">
          {resources.map((resource, index) => (
            <li key={resource.resourceId ?? index}>
              {resource.resourceId ? (
                <Link
                  href={paths.resources({ q: resource.resourceId })}
                  className="truncate"
                  title={resource.resourceId}
                >
                  {resource.resourceName ?? resource.resourceId}
                </Link>
              ) : (
                <span className="truncate">{resource.resourceName ?? '–'}</span>
              )}
              <span className="truncate text-ink-3 max-sm:hidden">
                {resource.resourceTypeName} · {resource.regionCode}
              </span>
              {!resource.isMainResource && <Tag>{t('attached')}</Tag>}
              <span className="text-ink-2">
                {words.resourceStatus(resource.status)}
                {resource.expireTime && (
                  <span className="text-ink-3">
                    {' '}
                    · {t('expires')} {formatDay(dayOf(resource.expireTime, 'UTC'), locale, 'table')}
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
