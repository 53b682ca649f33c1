'use client';

import { Link } from '@/components/ui/link';
import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { Delta } from '@/components/ui/delta';
import { Section } from '@/components/ui/section';
import { Swatch } from '@/components/ui/swatch';
import { formatCycle } from '@/lib/format';
import { compare, type Decimal, type Money } from '@/lib/money';
import type { Overview, OverviewCurrency } from '@/lib/overview/schema';
import { paths } from '@/lib/paths';
import { comparedDays } from './compared-days';
import { isHot } from './is-hot';
import { isLacking } from './lacking';

interface ServiceTableProps {
  block: OverviewCurrency;
  overview: Overview;
  account: string | null;
}

/** The legend of the chart, and its figures for those who do not see it: this month's largest first. */
export function ServiceTable({ block, overview, account }: ServiceTableProps) {
  const t = useTranslations('overview');
  const locale = useLocale();
  const { cycle, previousCycle } = overview;
  const month = formatCycle(cycle, locale);
  // A sum that lacks an account is no final total: it wears no double rule.
  const whole = overview.unpublished.length === 0;
  const compared = ![cycle, previousCycle].some((one) => isLacking(overview, one));
  const byAmount = [...block.services].sort((a, b) => compare(b.amount.amount as Decimal, a.amount.amount as Decimal));
  const before = formatCycle(previousCycle, locale, locale === 'en' ? 'short' : 'long');
  const days = comparedDays(overview);
  const hint = days === null ? t('moversHint', { month: before }) : t('againstDays', { month: before, days });
  return (
    <Section
      title={t('byService', { month })}
      unit={block.currency}
      end={<Link href={paths.billSummary({ account, cycle })}>{t('openSummary')}</Link>}
    >
      <div className="t-wrap">
        <table className="t" data-density="dense">
          <caption className="sr-only">{t('byService', { month })}</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">{t('service')}</th>
              <th scope="col">{t('amount')}</th>
              <th scope="col">
                {t('change')} {hint}
              </th>
            </tr>
          </thead>
          <tbody>
            {byAmount.map((service) => (
              <ServiceRow key={service.serviceTypeCode} {...service}>
                <Link
                  className="truncate text-ink"
                  href={paths.billSummary({ account, cycle, service: service.serviceTypeCode })}
                >
                  {service.serviceTypeName}
                </Link>
              </ServiceRow>
            ))}
            {block.others && (
              <ServiceRow slot={null} {...block.others}>
                <span className="truncate">{t('others', { count: block.others.count })}</span>
              </ServiceRow>
            )}
          </tbody>
          <tfoot>
            <tr data-kind="total">
              <th scope="row">{t('total')}</th>
              <td data-align="end">
                <Amount value={block.monthToDate} total={whole} max={2} />
              </td>
              <td data-align="end">
                <Delta perMille={block.changePerMille} hot={isHot(block.monthToDate, block.lastMonth)} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {compared && (
        <p className="pt-1.5 text-small text-ink-3">{days === null ? t('wholeMonths') : t('sameDays', { days })}</p>
      )}
    </Section>
  );
}

interface ServiceRowProps {
  slot: number | null;
  amount: Money;
  before: Money;
  changePerMille: number | null;
  children: React.ReactNode;
}

function ServiceRow({ slot, amount, before, changePerMille, children }: ServiceRowProps) {
  return (
    <tr>
      <td data-fill>
        <div className="flex items-center gap-2">
          <Swatch slot={slot} />
          {children}
        </div>
      </td>
      <td data-align="end">
        <Amount value={amount} max={2} />
      </td>
      <td data-align="end">
        <Delta perMille={changePerMille} hot={isHot(amount, before)} />
      </td>
    </tr>
  );
}
