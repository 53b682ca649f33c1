'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Amount } from '@/components/ui/amount';
import { formatAmount } from '@/lib/format';
import { decimal, negate } from '@/lib/money';
import { compareModes, priceModes, type Verdict } from '@/lib/prices/compare';
import { type Coverage, coverageOf, mixedTotals } from '@/lib/prices/mixed-totals';
import type { ModeTotals, Quote } from '@/lib/prices/schema';
import { DiscountName } from './discount-name';
import { ModeHead } from './mode-head';

/**
 * List price, own discount, and what is paid. A total of every line has the double rule; one that leaves lines out says
 * so at the figure, and a mixed one is offered below it; of no line at all it is not known.
 */
export function EstimateFoot({ quote }: { quote: Quote }) {
  const t = useTranslations('prices');
  const { totals, months } = quote;
  const years = totals.yearly && Math.max(1, Math.floor(months / 12));
  const mixed = mixedTotals(quote);
  const known = (mode: (typeof priceModes)[number]) => coverageOf(quote, mode).priced > 0;
  const modes = priceModes.filter((mode) => totals[mode] !== null);
  const verdicts = compareModes(totals);
  const compared = modes.some((mode) => isComparison(verdicts[mode]));
  const shown = modes.filter(known).flatMap((mode) => totals[mode] ?? []);
  const discounted = shown.some(({ discounts }) => discounts.length > 0);
  const row = (cell: (mode: (typeof priceModes)[number], total: ModeTotals) => ReactNode) =>
    modes.map((mode) => {
      const total = totals[mode];
      const content = total && cell(mode, total);
      if (!content) return <td key={mode} className="max-sm:hidden" />;
      return (
        <td key={mode} data-align="end" className="max-sm:flex max-sm:justify-between max-sm:p-0! max-sm:pb-1!">
          <span className="font-normal text-ink-3 sm:hidden">
            <ModeHead mode={mode} months={months} years={years} />
          </span>
          {content}
        </td>
      );
    });
  return (
    <tfoot className="max-sm:block">
      <tr data-kind="sub" className={phone}>
        <Label>{t('listPrice', { months })}</Label>
        {row((mode, { officialAmount }) => (
          <Amount value={known(mode) ? officialAmount : null} max={2} />
        ))}
        <Filler />
      </tr>
      {discounted && (
        <tr data-kind="sub" className={phone}>
          <Label>
            <DiscountName totals={shown} />
          </Label>
          {row((mode, { discountAmount }) => (
            <Amount value={known(mode) ? negate(decimal(discountAmount.amount)) : null} max={2} />
          ))}
          <Filler />
        </tr>
      )}
      <tr data-kind="total" className={phone}>
        <Label>
          {t('youPay', { months })} <span className="cur">{quote.currency}</span>
        </Label>
        {row((mode, { amount, complete }) => (
          <span>
            <Amount value={known(mode) ? amount : null} max={2} total={complete} />
            {!complete && <Partial coverage={coverageOf(quote, mode)} />}
          </span>
        ))}
        <Filler />
      </tr>
      {modes.some((mode) => mixed[mode] !== null) && (
        <tr data-kind="total" className={phone}>
          <Label>{t('mixed')}</Label>
          {row((mode) => mixed[mode] && <Amount value={mixed[mode]} max={2} total />)}
          <Filler />
        </tr>
      )}
      <tr data-kind="sub" className={`${phone} [&>*]:border-t-0! ${compared ? '' : 'max-sm:hidden'}`}>
        <Label>
          <span className="sr-only">{t('compared')}</span>
          {/* A line's height is kept, so that the page does not jump when figures change. */}
          <span aria-hidden="true">&nbsp;</span>
        </Label>
        {row((mode) => {
          const verdict = verdicts[mode];
          return isComparison(verdict) && <VerdictText verdict={verdict} />;
        })}
        <Filler />
      </tr>
    </tfoot>
  );
}

/** Said at the figure: what it leaves out. */
function Partial({ coverage: { priced, lines } }: { coverage: Coverage }) {
  const t = useTranslations('prices');
  return (
    <span className="block text-small font-normal text-attn">
      {priced === 0 ? t('noneOfLines') : t('partOfLines', { left: lines - priced, lines })}
    </span>
  );
}

type Comparison = Exclude<Verdict, null | { kind: 'incomplete' }>;
const isComparison = (verdict: Verdict): verdict is Comparison => verdict !== null && verdict.kind !== 'incomplete';

function VerdictText({ verdict }: { verdict: Comparison }) {
  const t = useTranslations('prices');
  if (verdict.kind === 'most') return <span className="text-ink-3">{t('most')}</span>;
  return (
    <span className={verdict.cheapest ? 'font-medium text-accent' : undefined}>
      {t('saves', { amount: formatAmount(verdict.amount, { max: 2 }) })}
    </span>
  );
}

const phone =
  'max-sm:block max-sm:border-t max-sm:border-rule max-sm:py-2 max-sm:[&>*]:border-0! max-sm:[&>th]:block max-sm:[&>th]:max-w-none! max-sm:[&>th]:p-0!';

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
