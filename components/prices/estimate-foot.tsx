'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Amount } from '@/components/ui/amount';
import { formatAmount, formatPerMille } from '@/lib/format';
import { decimal, negate } from '@/lib/money';
import { compareModes, exactPerMille, priceModes, type Verdict } from '@/lib/prices/compare';
import type { ModeTotals, Quote } from '@/lib/prices/schema';

/** List price, own discount, and what is paid: the total has the double rule. */
export function EstimateFoot({ quote }: { quote: Quote }) {
  const t = useTranslations('prices');
  const { totals, months } = quote;
  const modes = priceModes.filter((mode) => totals[mode] !== null);
  const verdicts = compareModes(totals);
  const shown = modes.flatMap((mode) => totals[mode] ?? []);
  const discounted = shown.some(({ discounts }) => discounts.length > 0);
  const row = (cell: (mode: (typeof priceModes)[number], total: ModeTotals) => ReactNode) =>
    modes.map((mode) => {
      const total = totals[mode];
      return (
        <td key={mode} data-align="end" className="max-sm:flex max-sm:justify-between max-sm:p-0! max-sm:pb-1!">
          <span className="font-normal text-ink-3 sm:hidden">{t(`mode.${mode}`)}</span>
          {total && cell(mode, total)}
        </td>
      );
    });
  const phone =
    'max-sm:block max-sm:border-t max-sm:border-rule max-sm:py-2 max-sm:[&>*]:border-0! max-sm:[&>th]:block max-sm:[&>th]:max-w-none! max-sm:[&>th]:p-0!';
  return (
    <tfoot className="max-sm:block">
      <tr data-kind="sub" className={phone}>
        <Label>{t('listPrice', { months })}</Label>
        {row((_, { officialAmount }) => (
          <Amount value={officialAmount} max={2} />
        ))}
        <Filler />
      </tr>
      {discounted && (
        <tr data-kind="sub" className={phone}>
          <Label>
            <DiscountName totals={shown} />
          </Label>
          {row((_, { discountAmount }) => (
            <Amount value={negate(decimal(discountAmount.amount))} max={2} />
          ))}
          <Filler />
        </tr>
      )}
      <tr data-kind="total" className={phone}>
        <Label>
          {t('youPay', { months })} <span className="cur">{quote.currency}</span>
        </Label>
        {row((_, { amount }) => (
          <Amount value={amount} max={2} total />
        ))}
        <Filler />
      </tr>
      <tr data-kind="sub" className={`${phone} [&>*]:border-t-0!`}>
        <Label>
          <span className="sr-only">{t('compared')}</span>
        </Label>
        {row((mode) => (
          <VerdictText verdict={verdicts[mode]} />
        ))}
        <Filler />
      </tr>
    </tfoot>
  );
}

function VerdictText({ verdict }: { verdict: Verdict }) {
  const t = useTranslations('prices');
  // A line's height is kept, so that the page does not jump when figures change.
  if (verdict === null) return <span aria-hidden="true">&nbsp;</span>;
  if (verdict.kind === 'most') return <span className="text-ink-3">{t('most')}</span>;
  if (verdict.kind === 'incomplete') return <span className="text-attn">{t('incomplete')}</span>;
  return (
    <span className={verdict.cheapest ? 'font-medium text-accent' : undefined}>
      {t('saves', { amount: formatAmount(verdict.amount, { max: 2 }) })}
    </span>
  );
}

/** The label runs over the columns that have no sum. */
function Label({ children }: { children: ReactNode }) {
  return (
    <>
      <th scope="row">
        <span className="whitespace-nowrap max-sm:whitespace-normal">{children}</span>
      </th>
      <td className="max-sm:hidden" />
      <td className="max-sm:hidden" />
      <td className="max-sm:hidden" />
      <td className="max-sm:hidden" />
    </>
  );
}

const Filler = () => <td className="max-sm:hidden" />;

/** The discount that the amounts are with; its share when it is the same, exactly, in every mode. */
function DiscountName({ totals }: { totals: readonly ModeTotals[] }) {
  const t = useTranslations('prices');
  const locale = useLocale();
  const used = totals.flatMap(({ discounts }) => discounts.find(({ bestOffer }) => bestOffer) ?? []);
  const names = new Set(used.map(({ discountName, discountType }) => discountName ?? typeName(discountType)));
  const [name] = names;
  const shares = new Set(totals.map(exactPerMille));
  const [share] = shares;
  const label = names.size === 1 && name ? name : t('ownDiscounts');
  // Many contracts say their share in their name.
  if (shares.size !== 1 || share === undefined || share === null || share === 0 || label.includes('%')) return label;
  return `${label}${locale === 'zh-CN' ? '，' : ', '}${formatPerMille(share)}`;

  function typeName(type: number | null): string {
    if (type === 605) return t('discount.605');
    if (type === 606) return t('discount.606');
    return type === 607 ? t('discount.607') : t('ownDiscounts');
  }
}
