import { Amount } from '@/components/ui/amount';
import { cn } from '@/lib/cn';
import { type Decimal, subtract, sum } from '@/lib/money';
import { type BarSeries, largestParts, type PlotRow, type TooltipWords } from './bar-data';

interface BarTooltipProps {
  active?: boolean;
  payload?: readonly { payload?: PlotRow }[];
  series: readonly BarSeries[];
  currency: string;
  words: TooltipWords;
  places?: number;
  /** Series that the pointer is on. */
  pointed?: string | null;
}

const SHOWN = 5;

/** Period, state, the five largest parts, what the others come to and the total, exact. Also reached with the arrow keys. */
export function BarTooltip({ active, payload, series, currency, words, places = 2, pointed }: BarTooltipProps) {
  const point = payload?.[0]?.payload?.point;
  if (!active || !point) return null;
  // Figures that stand above each other line up, but for quantities, which have as many decimals as they have.
  const format = { places, fixed: places === 2 };
  const parts = largestParts(point, series, { most: SHOWN, always: pointed });
  const more = Object.keys(point.values).length - parts.length;
  const rest = subtract(point.total as Decimal, sum(parts.map(({ key }) => (point.values[key] ?? '0') as Decimal)));
  return (
    <div className="shadow-pop bg-raised min-w-[214px] rounded-[6px] px-2.5 py-2 text-[12px] leading-[18px]">
      <div className="mb-1 flex justify-between gap-4">
        <b className="font-medium">{point.title}</b>
        <span className="text-ink-3">{point.stateLabel}</span>
      </div>
      {parts.map(({ key, name, slot }) => (
        <div key={key} className={cn('flex items-center gap-[7px]', key === pointed && 'font-medium')}>
          <svg width="9" height="9" aria-hidden="true">
            <rect width="9" height="9" rx="2" fill={`var(--c${slot ?? 9})`} />
          </svg>
          <span className="max-w-[220px] truncate">{name}</span>
          <span className="ml-auto pl-4">
            <Amount value={point.values[key] ?? '0'} {...format} />
          </span>
        </div>
      ))}
      {more > 0 && (
        <div className="text-ink-3 flex">
          <span>{words.more(more)}</span>
          <span className="ml-auto pl-4">
            <Amount value={rest} {...format} />
          </span>
        </div>
      )}
      <div className="border-rule-2 mt-1 flex border-t pt-1">
        <b className="font-medium">{words.total}</b>
        <b className="ml-auto pl-4 font-medium">
          <Amount value={point.total} currency={currency} {...format} />
        </b>
      </div>
      {point.before && (
        <div className="text-ink-3 flex">
          <span>{point.before.title}</span>
          <span className="ml-auto pl-4">
            <Amount value={point.before.value} currency={currency} {...format} />
          </span>
        </div>
      )}
    </div>
  );
}
