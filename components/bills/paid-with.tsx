'use client';

import { useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import type { ExpenditureList, UsageList } from '@/lib/bills/schema';
import { type Decimal, isZero } from '@/lib/money';

const PAYMENTS = [
  ...(['cashAmount', 'creditAmount', 'couponAmount', 'flexipurchaseCouponAmount'] as const),
  ...(['storedCardAmount', 'bonusAmount', 'debtAmount', 'adjustmentAmount'] as const),
] as const;

/** What the amounts due of everything in the view were paid with, as far as it comes to something. */
export function PaidWith({ totals }: { totals: (UsageList | ExpenditureList)['totals'] }) {
  const t = useTranslations('bills');
  return totals.map((total) => {
    const paid = PAYMENTS.filter((name) => !isZero(total[name] as Decimal));
    if (paid.length === 0) return null;
    return (
      <dl key={total.currency} className="flex flex-wrap gap-x-5 gap-y-1 pt-2 text-small text-ink-3">
        {paid.map((name) => (
          <div key={name} className="flex gap-1.5">
            <dt>{t(`fields.${name}`)}</dt>
            <dd className="text-ink-2">
              <Amount value={{ amount: total[name], currency: total.currency }} currency />
            </dd>
          </div>
        ))}
      </dl>
    );
  });
}
