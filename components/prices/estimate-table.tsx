'use client';

import { useTranslations } from 'next-intl';
import { Currency } from '@/components/ui/amount';
import { lineIds } from '@/lib/prices/estimate';
import type { Estimate } from '@/lib/prices/filters';
import type { EstimateLine } from '@/lib/prices/line-codec';
import type { Quote } from '@/lib/prices/schema';
import { EstimateFoot } from './estimate-foot';
import { EstimateRow } from './estimate-row';
import { ModeHead } from './mode-head';

interface EstimateTableProps {
  estimate: Estimate;
  quote: Quote | undefined;
  /** The figures are those of the estimate before the last change. */
  busy: boolean;
  onLines: (lines: readonly EstimateLine[]) => void;
}

export function EstimateTable({ estimate, quote, busy, onLines }: EstimateTableProps) {
  const t = useTranslations('prices');
  const { l: lines, months } = estimate;
  const ids = lineIds(lines);
  const yearly = quote ? quote.totals.yearly !== null : months % 12 === 0;
  const span = quote?.months ?? months;
  const years = yearly ? Math.max(1, Math.floor(span / 12)) : null;
  return (
    <div className="t-wrap">
      <table
        className="t min-w-[900px] max-sm:block max-sm:min-w-0"
        data-busy={busy || undefined}
        aria-busy={busy || quote === undefined}
      >
        <caption className="sr-only">{t('caption')}</caption>
        <thead className="max-sm:sr-only">
          <tr>
            <th scope="col" className="w-full">
              {t('head.product')}
            </th>
            <th scope="col">{t('head.region')}</th>
            <th scope="col" data-align="end">
              {t('head.size')}
            </th>
            <th scope="col" data-align="end">
              {t('head.quantity')}
            </th>
            <th scope="col" data-align="end">
              {t('head.perHour')}
            </th>
            <th scope="col" data-align="end">
              <ModeHead mode="payPerUse" months={span} years={years} />
              {quote && <Currency code={quote.currency} />}
            </th>
            <th scope="col" data-align="end">
              <ModeHead mode="monthly" months={span} years={years} />
            </th>
            {yearly && (
              <th scope="col" data-align="end">
                <ModeHead mode="yearly" months={span} years={years} />
              </th>
            )}
            <th scope="col">
              <span className="sr-only">{t('head.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {lines.map((line, index) => (
            <EstimateRow
              key={ids[index]}
              line={line}
              priced={quote?.lines.find(({ id }) => id === ids[index])}
              months={span}
              years={years}
              onChange={(change) => onLines(lines.map((other, at) => (at === index ? { ...other, ...change } : other)))}
              onDuplicate={() => onLines([...lines.slice(0, index + 1), line, ...lines.slice(index + 1)])}
              onRemove={() => onLines(lines.filter((_, at) => at !== index))}
            />
          ))}
        </tbody>
        {quote && <EstimateFoot quote={quote} />}
      </table>
    </div>
  );
}
