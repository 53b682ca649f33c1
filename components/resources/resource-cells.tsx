'use client';

import { Link } from '@/components/ui/link';
import { useLocale, useTranslations } from 'next-intl';
import { Status } from '@/components/ui/status';
import { Tag } from '@/components/ui/tag';
import { cn } from '@/lib/cn';
import { dayOf, formatDay, formatTime, UNKNOWN } from '@/lib/format';
import { paths } from '@/lib/paths';
import { readableSpec } from '@/lib/specification';
import type { ResourceRow } from './nest';
import { AUTO_RENEW, isKnownPolicy, isKnownStatus, needsSomeone, resourceLook } from './resource-status';

export function Head({
  name,
}: {
  name: 'resource' | 'region' | 'project' | 'account' | 'status' | 'policy' | 'order';
}) {
  return useTranslations('resources.head')(name);
}

export function ExpiresHead() {
  const t = useTranslations('resources.head');
  return (
    <>
      {t('expires')}
      <span className="cur">UTC</span>
    </>
  );
}

/** Name and specification; an attached one hangs under its primary one, or names it. */
export function NameCell({ row }: { row: ResourceRow }) {
  const t = useTranslations('resources');
  const { resourceName, resourceId, productSpecDesc, resourceSpecCode, nested, isMainResource } = row;
  const name = resourceName || resourceId || UNKNOWN;
  const spec = readableSpec(productSpecDesc ?? resourceSpecCode ?? '');
  return (
    <>
      <span
        className={cn('block truncate', nested && 'pl-5', !isMainResource && 'text-ink-2')}
        title={[name, spec, resourceId].filter(Boolean).join('\n')}
      >
        {nested && <Elbow />}
        <span className={isMainResource ? 'font-medium text-ink' : undefined}>{name}</span>
        {spec && <span className="text-ink-3"> &nbsp;{spec}</span>}
        {!isMainResource && !nested && (
          <span className="text-ink-3">
            {' '}
            · {row.parentResourceName ? t('attachedTo', { name: row.parentResourceName }) : t('attached')}
          </span>
        )}
      </span>
      <span className={cn('phone-line', nested && 'pl-5')}>
        <StatusCell row={row} />
        <ExpiryCell row={row} />
      </span>
    </>
  );
}

function Elbow() {
  return (
    <svg
      className="-ml-4 mr-1.5 inline size-2.5 text-field"
      viewBox="0 0 10 10"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <path d="M1.5 0v6.5H9" />
    </svg>
  );
}

export function StatusCell({ row }: { row: ResourceRow }) {
  const t = useTranslations('resources');
  const code = String(row.status);
  return (
    <Status {...resourceLook(row.status)}>
      {isKnownStatus(code) ? t(`status.${code}`) : t('unknownCode', { code: row.status ?? UNKNOWN })}
    </Status>
  );
}

export function ExpiryCell({ row }: { row: ResourceRow }) {
  const t = useTranslations('resources');
  const locale = useLocale();
  const { expireTime, daysLeft } = row;
  if (expireTime === null || daysLeft === null) return <span className="text-ink-3">{UNKNOWN}</span>;
  const due = needsSomeone(row);
  return (
    <span className="inline-flex items-baseline gap-1.5 whitespace-nowrap">
      <span title={expireTime}>
        {formatDay(dayOf(expireTime, 'UTC'), locale, 'table')}
        <span className="text-ink-3"> {formatTime(expireTime, 'UTC')}</span>
      </span>
      {row.status !== 3 && (due || !row.expiresApart) && (
        <span className={cn('text-small', due ? 'font-medium text-attn' : 'text-ink-3')}>
          {daysLeft >= 0 ? t('daysLeft', { count: daysLeft }) : t('daysOver', { count: -daysLeft })}
        </span>
      )}
      {row.expiresApart && <Tag tone="attn">{t('expiresApart')}</Tag>}
    </span>
  );
}

export function PolicyCell({ row }: { row: ResourceRow }) {
  const t = useTranslations('resources');
  if (row.expirePolicy === null) return UNKNOWN;
  const code = String(row.expirePolicy);
  const text = isKnownPolicy(code) ? t(`policy.${code}`) : t('unknownCode', { code });
  // What does not renew by itself is what a person looks for.
  return <span className={row.status === 2 && row.expirePolicy !== AUTO_RENEW ? 'text-ink' : undefined}>{text}</span>;
}

const SEARCH_DAYS = 7;

/** The list does not say which order a resource came with: its service in the week before it began does. */
export function OrderCell({ row }: { row: ResourceRow }) {
  const t = useTranslations('resources');
  if (row.effectiveTime === null || row.nested) return null;
  const to = row.effectiveTime.slice(0, 10);
  const from = new Date(Date.parse(`${to}T00:00:00Z`) - SEARCH_DAYS * 86_400_000).toISOString().slice(0, 10);
  const service = row.isMainResource ? row.serviceTypeCode : row.parentServiceTypeCode;
  return (
    <Link
      href={paths.orders({ account: row.account.domainId, service, from, to })}
      aria-label={t('findOrderOf', { name: row.resourceName || row.resourceId || '' })}
    >
      {t('findOrder')}
    </Link>
  );
}
