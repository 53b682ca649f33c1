'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Lines } from '@/components/charts/lines';
import { StackedBars } from '@/components/charts/stacked-bars';
import { Treemap } from '@/components/charts/treemap';
import { Section } from '@/components/ui/section';
import type { ExploreFilters } from '@/lib/explore/filters';
import type { Explore, ExploreBlock as Block, ExploreRow } from '@/lib/explore/schema';
import type { ChartKind } from '@/lib/explore/words';
import { formatAmount, formatRange } from '@/lib/format';
import { belowZero, chartOf, isNothing, OTHERS, partsOf } from './chart-data';
import { ComparedKey } from './compared-key';
import { drilled, narrowed, othersView } from './drill';
import { ExploreTable } from './explore-table';
import { type BlockWords, useBlockWords } from './use-block-words';

interface ExploreBlockProps {
  block: Block;
  answer: Explore;
  filters: ExploreFilters;
  /** In GMT+8. */
  today: string;
  onChange: (change: Partial<ExploreFilters>) => void;
}

/** Chart and table of what can be added: one currency, or one unit. */
export function ExploreBlock({ block, answer, filters, today, onChange }: ExploreBlockProps) {
  const t = useTranslations('explore');
  const locale = useLocale();
  const words = useBlockWords(block, answer);
  const { unit, format } = words;
  const measure = t(`measures.${answer.measure}`);
  const kind = isNothing(block) ? 'table' : kindOf(filters.chart, answer);
  const label = t('chartLabel', {
    measure,
    unit,
    from: answer.span.from,
    to: answer.span.to,
    total: formatAmount(block.total, format),
  });
  const isCurrent = isOf(answer, filters);
  const drill = (row: ExploreRow) => onChange(drilled(filters, row.key));
  // The rows of another currency are other ones.
  const others =
    isCurrent && answer.blocks.length === 1 && block.others?.count ? othersView(filters, block.rows) : null;
  const drillOthers = others && (() => onChange(others));
  return (
    <Section
      title={t('blockTitle', { measure, unit })}
      unit={formatRange(answer.span.from, answer.span.to, locale)}
      className="mb-8"
    >
      {kind !== 'table' && (
        <div className="mt-5 mb-4">
          <Plot kind={kind} {...{ block, answer, filters, onChange, label, drillOthers }} />
          <ComparedKey kind={kind} {...{ block, answer, words }} />
          {kind === 'treemap' && <NotDrawn block={block} words={words} />}
        </div>
      )}
      <ExploreTable
        block={block}
        answer={answer}
        filters={filters}
        today={today}
        words={words}
        withSteps={filters.chart === 'table'}
        onDrill={isCurrent && answer.by.length > 0 ? drill : undefined}
        onDrillOthers={drillOthers}
      />
    </Section>
  );
}

/** Refunds have no area: without a word the areas would be more than the total. */
function NotDrawn({ block, words: { unit, format } }: { block: Block; words: BlockWords }) {
  const t = useTranslations('explore');
  const below = belowZero(block);
  if (below === null) return null;
  return (
    <p className="text-small text-ink-3 mt-1">
      {t('notDrawn', { amount: `${formatAmount(below, format)} ${unit}`.trim() })}
    </p>
  );
}

/** While another answer is on its way, rows may be those of other dimensions, and lead nowhere. */
const isOf = (answer: Explore, filters: ExploreFilters): boolean => answer.by.join() === filters.by.join();

/** Without steps there is nothing to draw along, and a single whole has no parts. */
function kindOf(chart: ChartKind, { step, by }: Explore): ChartKind {
  if (step !== 'none') return chart === 'treemap' && by.length === 0 ? 'bars' : chart;
  return chart === 'table' || by.length === 0 ? 'table' : 'treemap';
}

function Plot({
  kind,
  block,
  answer,
  filters,
  onChange,
  label,
  drillOthers,
}: Omit<ExploreBlockProps, 'today'> & { kind: ChartKind; label: string; drillOthers: (() => void) | null }) {
  const t = useTranslations('explore');
  const states = useTranslations('states');
  const locale = useLocale();
  const { labelOf, unit, format } = useBlockWords(block, answer);
  const othersOf = (count: number) => t('others', { count });
  const rowOf = (key: string) =>
    isOf(answer, filters) ? block.rows.find((row) => JSON.stringify(row.key) === key) : undefined;
  const shared = { label, currency: unit, places: format.places };
  if (kind === 'treemap') {
    return (
      <Treemap
        {...shared}
        parts={partsOf(block, answer.by, { labelOf, othersOf })}
        canSelect={(key) => key !== OTHERS || drillOthers !== null}
        onSelect={(key) => {
          if (key === OTHERS) return drillOthers?.();
          const row = rowOf(key);
          if (row) onChange(drilled(filters, row.key));
        }}
      />
    );
  }
  const chart = chartOf(block, answer, {
    locale,
    labelOf,
    othersOf,
    stateOf: (state) => (state === null ? t('incompleteStep') : states(state)),
    noDate: t('noDate'),
  });
  const Chart = kind === 'lines' ? Lines : StackedBars;
  return (
    <Chart
      // Of another view: what the pointer stands over is not what it was clicked for.
      key={[answer.span.from, answer.span.to, answer.step, ...answer.by].join(' ')}
      {...shared}
      {...chart}
      beads={answer.step === 'month'}
      words={{ total: t('total'), more: (count) => t('more', { count }) }}
      onSelect={(step, key) => {
        const row = key === OTHERS ? undefined : rowOf(key);
        onChange({
          ...(row && answer.by.length > 0 ? drilled(filters, row.key) : {}),
          ...(step ? narrowed(step) : {}),
        });
      }}
    />
  );
}
