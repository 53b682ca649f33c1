'use client';

import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/lib/cn';
import type { ExploreFilters } from '@/lib/explore/filters';
import type { Explore, ExploreBlock, ExploreRow } from '@/lib/explore/schema';
import { formatCycle, formatDay, formatRange } from '@/lib/format';
import { rowKey, slotsOf } from './chart-data';
import { answered, hasLines, linesHref, othersHref } from './drill';
import { LinesLink, NameCells, OthersName } from './explore-names';
import { FigureCells, type Figures } from './figure-cells';
import type { BlockWords } from './use-block-words';

interface ExploreTableProps {
  block: ExploreBlock;
  answer: Explore;
  filters: ExploreFilters;
  /** In GMT+8. */
  today: string;
  words: BlockWords;
  /** A column per step. */
  withSteps: boolean;
  onDrill?: (row: ExploreRow) => void;
  /** Null where the others cannot be named. */
  onDrillOthers: (() => void) | null;
}

/** Cells that a browser still draws at once; beyond it the file has the steps. */
const MOST_CELLS = 20_000;

/** The twin of the chart, and its legend: every figure to the last decimal. */
export function ExploreTable({
  block,
  answer,
  filters,
  today,
  words,
  withSteps,
  onDrill,
  onDrillOthers,
}: ExploreTableProps) {
  const t = useTranslations('explore');
  const slots = slotsOf(block, answer.by);
  const { by, steps, compared } = answer;
  const fits = steps.length * (block.rows.length + 2) <= MOST_CELLS;
  const stepColumns = withSteps && fits ? steps : [];
  // Parts of spans are no change of anything.
  const comparable = answer.unpublished.length === 0 && answer.unpublishedBefore.length === 0;
  const figures = (own: Figures, total = false) => (
    <FigureCells
      own={own}
      block={block}
      words={words}
      {...{ stepColumns, compared: compared !== null, comparable, total }}
    />
  );
  // The rows of another currency are other ones, and the list has no filter for currencies.
  const canName = hasLines(answer) && answer.blocks.length === 1 && (block.others?.count ?? 0) > 0;
  const linesOfView = hasLines(answer) ? linesHref(answered(filters, answer, block), today) : null;
  const names = by.length === 0 ? [t('noGroup')] : by.map((dimension) => t(`dimensions.${dimension}`));
  const measure = t(`measures.${answer.measure}`);
  const wide = stepColumns.length > 0;
  // Inside a table that scrolls the names stay where they are, up to its edge; the head is sticky by itself.
  const pinned = 'bg-surface sticky! top-auto! left-0 z-5!';
  const nameCell = cn('font-normal!', wide ? pinned : 'static! bg-transparent!');
  return (
    <div className={cn('t-wrap', wide && 'overflow-x-auto ml-0! pl-0! [&_thead_th]:top-0')}>
      {withSteps && !fits && <p className="py-2 text-ink-3">{t('stepsInFile')}</p>}
      <table className="t" data-density="dense">
        <caption className="sr-only">{t('table', { measure, by: names.join(', '), unit: words.unit })}</caption>
        <TableHead answer={answer} words={words} names={names} stepColumns={stepColumns} />
        <tbody>
          {block.rows.map((row) => (
            <tr key={rowKey(row)}>
              <NameCells
                {...{ row, answer, filters, today, words, onDrill, nameCell }}
                slot={slots.get(rowKey(row)) ?? null}
              />
              {figures(row)}
            </tr>
          ))}
          {block.others && (
            <tr>
              <th scope="row" className={nameCell}>
                <OthersName count={block.others.count} onDrill={onDrillOthers}>
                  <LinesLink
                    href={canName ? othersHref(answered(filters, answer, block.others), today, block.rows) : null}
                    label={t('openOtherLines')}
                    {...{ answer, lines: block.others.lines }}
                  />
                </OthersName>
              </th>
              {by.slice(1).map((dimension) => (
                <td key={dimension} data-hide-phone />
              ))}
              {figures(block.others)}
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr data-kind="total">
            <th scope="row" className={wide ? pinned : undefined}>
              <span className="inline-flex items-center gap-2">
                {t('total')}
                <LinesLink href={linesOfView} label={t('openAllLines')} {...{ answer, lines: block.lines }} />
              </span>
            </th>
            {by.slice(1).map((dimension) => (
              <td key={dimension} data-hide-phone />
            ))}
            {figures(block, true)}
          </tr>
        </tfoot>
      </table>
      {linesOfView === null && <p className="pt-1.5 text-small text-ink-3">{t('noLines')}</p>}
    </div>
  );
}

interface TableHeadProps {
  answer: Explore;
  words: BlockWords;
  names: readonly string[];
  stepColumns: readonly string[];
}

function TableHead({ answer: { compared }, words, names, stepColumns }: TableHeadProps) {
  const t = useTranslations('explore');
  const locale = useLocale();
  const nameOf = (step: string) =>
    step === '' ? t('noDate') : step.length > 7 ? formatDay(step, locale, 'short') : formatCycle(step, locale, 'short');
  return (
    <thead>
      <tr>
        {names.map((name, index) => (
          <th
            key={name}
            scope="col"
            data-hide-phone={index > 0 || undefined}
            className={index === 0 && stepColumns.length > 0 ? 'left-0 z-15!' : undefined}
          >
            {name}
          </th>
        ))}
        {stepColumns.map((step) => (
          <th key={step} scope="col" data-align="end">
            {nameOf(step)}
          </th>
        ))}
        {compared && (
          <th scope="col" data-align="end" data-hide-phone>
            {formatRange(compared.from, compared.to, locale)}
          </th>
        )}
        <th scope="col" data-align="end" aria-sort="descending">
          {t('total')} <span className="cur">{words.unit}</span>
          {compared && (
            <span className="block font-normal sm:hidden">{formatRange(compared.from, compared.to, locale)}</span>
          )}
        </th>
        {compared && (
          <th scope="col" data-align="end" data-hide-phone>
            {t('percent')}
          </th>
        )}
        <th scope="col" data-align="end" data-hide-phone>
          {t('share')}
        </th>
        <th scope="col" data-align="end" data-hide-phone>
          {t('lines')}
        </th>
      </tr>
    </thead>
  );
}
