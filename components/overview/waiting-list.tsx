'use client';

import { Link } from '@/components/ui/link';
import { useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { Section } from '@/components/ui/section';
import { Status, statusLook } from '@/components/ui/status';
import { formatCount } from '@/lib/format';
import type { Overview } from '@/lib/overview/schema';
import { paths } from '@/lib/paths';

type Waiting = Overview['waiting'];

interface WaitingListProps {
  waiting: Waiting;
  account: string | null;
  /** An account whose orders could not be read: none found does not mean none waits. */
  lacking: boolean;
}

/** The five newest orders that need a person; the section counts all of them. */
export function WaitingList({ waiting, account, lacking }: WaitingListProps) {
  const t = useTranslations('overview');
  const mixed = new Set(waiting.totals.map(({ currency }) => currency)).size > 1;
  return (
    <Section
      title={t('waiting')}
      unit={lacking && waiting.count === 0 ? undefined : formatCount(waiting.count)}
      end={<Link href={paths.orders({ account, status: 'waiting' })}>{t('allWaiting')}</Link>}
    >
      {waiting.orders.length === 0 ? (
        <p className="py-4 text-ink-2">{t(lacking ? 'waitingUnknown' : 'noneWaiting')}</p>
      ) : (
        <ul className="list">
          {waiting.orders.map((order) => (
            <li key={order.orderId}>
              <span className="flex min-w-0 items-center gap-2">
                <Status {...statusLook(order.status)}>
                  <StatusWord status={order.status} />
                </Status>
                <Link
                  className="truncate text-small text-ink-3"
                  href={paths.order(order.orderId, { account: order.account.domainId })}
                >
                  {order.serviceTypeName ?? order.orderId}
                </Link>
              </span>
              <Amount value={order.amountAfterDiscount} currency={mixed} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function StatusWord({ status }: { status: number | null }) {
  const t = useTranslations('overview.orderStatus');
  if (status === 1) return t('1');
  return status === 6 ? t('6') : t('9');
}
