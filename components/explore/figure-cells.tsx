'use client';

import { Amount } from '@/components/ui/amount';
import { Delta } from '@/components/ui/delta';
import type { ExploreBlock } from '@/lib/explore/schema';
import { formatCount, formatPerMille } from '@/lib/format';
import { isHot, moved, sharePerMille } from './figures';
import type { BlockWords } from './use-block-words';

export type Figures = Pick<ExploreBlock, 'total' | 'before' | 'lines' | 'values'>;

interface FigureCellsProps {
  own: Figures;
  block: ExploreBlock;
  words: BlockWords;
  stepColumns: readonly string[];
  compared: boolean;
  comparable: boolean;
  total: boolean;
}

/** What a row comes to, its change, share and lines; on a phone what it was stands below. */
export function FigureCells({ own, block, words, stepColumns, compared, comparable, total }: FigureCellsProps) {
  const { format } = words;
  const change = <Delta perMille={comparable ? moved(own) : null} hot={isHot(own)} />;
  const share = sharePerMille(own.total, block.total);
  return (
    <>
      {stepColumns.map((step, index) => (
        <td key={step} data-align="end">
          <Amount value={own.values[index]} {...format} />
        </td>
      ))}
      {compared && (
        <td data-align="end" data-muted data-hide-phone>
          <Amount value={own.before} {...format} />
        </td>
      )}
      <td data-align="end">
        <Amount value={own.total} total={total} {...format} />
        {compared && (
          <span className="flex justify-end gap-2 font-normal text-small text-ink-3 sm:hidden">
            {change}
            <Amount value={own.before} {...format} />
          </span>
        )}
      </td>
      {compared && (
        <td data-align="end" data-hide-phone>
          {change}
        </td>
      )}
      <td data-align="end" data-hide-phone>
        <span className="inline-flex items-center justify-end gap-2.5">
          <svg width="96" height="6" className="max-lg:hidden" aria-hidden="true">
            <rect width={(Math.min(Math.max(share ?? 0, 0), 1000) * 96) / 1000} height="6" rx="2" fill="var(--c9)" />
          </svg>
          <span className="w-12">{share === null ? '–' : formatPerMille(share, { signed: share < 0 })}</span>
        </span>
      </td>
      <td data-align="end" data-muted data-hide-phone>
        {formatCount(own.lines)}
      </td>
    </>
  );
}
