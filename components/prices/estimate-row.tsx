'use client';

import { useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { Bar } from '@/components/ui/skeleton';
import { priceModes } from '@/lib/prices/compare';
import { type EstimateLine, MAX_INTEGER, MAX_QUANTITY, USAGE_PATTERN } from '@/lib/prices/line-codec';
import type { QuotedLine } from '@/lib/prices/schema';
import { readableSpec } from '@/lib/specification';
import { LineProblems } from './line-problems';
import { ModeHead } from './mode-head';
import { NumberInput, wholeNumber } from './number-input';

interface EstimateRowProps {
  line: EstimateLine;
  /** Missing until the first answer that knows the line. */
  priced: QuotedLine | undefined;
  /** Lengths of the span: years are null when it is no whole number of them. */
  months: number;
  years: number | null;
  onChange: (change: Partial<EstimateLine>) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

const isQuantity = wholeNumber(1, MAX_QUANTITY);
const isSize = wholeNumber(1, MAX_INTEGER);
const isUsage = (text: string) => USAGE_PATTERN.test(text);

export function EstimateRow({ line, priced, months, years, onChange, onDuplicate, onRemove }: EstimateRowProps) {
  const t = useTranslations('prices');
  const name = readableSpec(priced?.productName ?? line.resourceSpec);
  const modes = years !== null ? priceModes : priceModes.filter((mode) => mode !== 'yearly');
  return (
    <tr className="max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:border-b max-sm:border-rule max-sm:py-2 max-sm:[&>td]:border-0 max-sm:[&>td]:p-0">
      <td className="max-sm:order-1 max-sm:flex-[1_1_calc(100%-72px)] max-sm:whitespace-normal!">
        <span className="font-medium">{priced?.serviceTypeName ?? line.serviceTypeCode}</span>
        <span className="cell-sub">{name}</span>
        <span className="cell-sub sm:hidden">{priced?.regionName ?? line.region}</span>
        {priced && priced.problems.length > 0 && <LineProblems problems={priced.problems} yearly={years !== null} />}
      </td>
      <td data-muted data-hide-phone>
        {priced?.regionName ?? line.region}
      </td>
      <td data-align="end" className="max-sm:order-3 max-sm:py-1.5! max-sm:empty:hidden">
        <SizeInput line={line} priced={priced} name={name} onChange={onChange} />
      </td>
      <td data-align="end" className="max-sm:order-4 max-sm:ml-auto max-sm:py-1.5!">
        <span className="mr-1.5 text-small text-ink-3 sm:hidden">{t('head.quantity')}</span>
        <NumberInput
          label={t('quantityOf', { name })}
          value={String(line.quantity)}
          accepts={isQuantity}
          onCommit={(value) => onChange({ quantity: Number(value) })}
          problem={t('wholeProblem', { min: 1, max: MAX_QUANTITY, used: line.quantity })}
          className="h-[26px]! w-14! px-1.5! max-sm:h-11!"
        />
      </td>
      <td data-align="end" data-muted data-hide-phone>
        {priced ? <Amount value={priced.unitPrice} places={3} max={10} /> : <Bar className="w-10" />}
        {priced?.usageUnit && <span className="cell-sub">{t('perUnit', { unit: priced.usageUnit })}</span>}
      </td>
      {modes.map((mode) => (
        <td key={mode} data-align="end" className="max-sm:order-5 max-sm:flex max-sm:w-full max-sm:justify-between">
          <span className="text-ink-3 sm:hidden">
            <ModeHead mode={mode} months={months} years={years} />
          </span>
          {priced ? <Amount value={priced[mode]?.officialAmount} max={2} /> : <Bar className="w-16" />}
        </td>
      ))}
      <td data-align="end" className="max-sm:order-2">
        <Menu
          label={t('moreOf', { name })}
          trigger={<Icon name="more" />}
          triggerClass="icon-btn"
          popClass="right-0 top-full min-w-[140px]!"
        >
          <button type="button" onClick={onDuplicate}>
            {t('duplicate')}
          </button>
          <button type="button" onClick={onRemove}>
            {t('remove')}
          </button>
        </Menu>
      </td>
    </tr>
  );
}

type SizeInputProps = Pick<EstimateRowProps, 'line' | 'priced' | 'onChange'> & { name: string };

/** The size of what is sold by size; a month's use of what is not paid by the hour. */
function SizeInput({ line, priced, name, onChange }: SizeInputProps) {
  const t = useTranslations('prices');
  const look = 'h-[26px]! w-[72px]! px-1.5! max-sm:h-11!';
  if (line.size !== null) {
    return (
      <NumberInput
        label={t('sizeOf', { name })}
        value={String(line.size)}
        accepts={isSize}
        onCommit={(value) => onChange({ size: Number(value) })}
        problem={t('wholeProblem', { min: 1, max: MAX_INTEGER, used: line.size })}
        unit={priced?.sizeUnit}
        className={look}
      />
    );
  }
  if (line.usagePerMonth === null && line.usageMeasureId === 4) return null;
  return (
    <NumberInput
      label={t('usageOf', { name })}
      value={line.usagePerMonth ?? ''}
      accepts={isUsage}
      onCommit={(usagePerMonth) => onChange({ usagePerMonth })}
      problem={t('usageProblem', { used: line.usagePerMonth ?? 'none' })}
      unit={t('unitAMonth', { unit: priced?.usageUnit ?? 'h' })}
      className={look}
    />
  );
}
