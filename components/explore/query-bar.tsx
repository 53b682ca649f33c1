'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import type { ExploreFilters } from '@/lib/explore/filters';
import { type ChartKind, charts, comparisons, type Dimension, measures, steps } from '@/lib/explore/words';
import { ChoiceList } from './choice-list';
import { FilterChips } from './filter-chips';
import { FilterMenu } from './filter-menu';
import { GroupBy } from './group-by';
import { PeriodField } from './period-field';
import { PickField } from './pick-field';

interface QueryBarProps {
  filters: ExploreFilters;
  today: string;
  nameOf: (dimension: Dimension, code: string) => string;
  onChange: (change: Partial<ExploreFilters>) => void;
}

const TOPS = [5, 8, 20, 50, 200];

/** The question, from left to right; below it what is filtered and how it is shown. */
export function QueryBar({ filters, today, nameOf, onChange }: QueryBarProps) {
  const t = useTranslations('explore');
  const common = useTranslations('common');
  const [waiting, setWaiting] = useState<readonly Dimension[] | null>(null);
  const { measure, by, step, compare, top, chart, tagKey } = filters;
  const group = (next: readonly Dimension[]) =>
    next.includes('tag') && tagKey === null ? setWaiting(next) : onChange({ by: next });
  // Without steps there is nothing to draw along.
  const shown: readonly ChartKind[] =
    step === 'none' ? charts.filter((kind) => kind === 'table' || kind === 'treemap') : charts;
  return (
    <>
      <div className="flex flex-wrap border-t border-b border-t-rule-2 border-b-rule max-xl:gap-x-2">
        <PickField
          label={t('measure')}
          value={measure}
          options={measures.map((value) => ({ value, label: t(`measures.${value}`) }))}
          onChange={(value) => onChange({ measure: value })}
        />
        <GroupBy by={by} tagKey={tagKey} onChange={group} />
        <PickField
          label={t('step')}
          value={step}
          options={steps.map((value) => ({ value, label: t(`steps.${value}`) }))}
          onChange={(value) => onChange({ step: value })}
        />
        <PeriodField filters={filters} today={today} onChange={onChange} />
        <PickField
          label={t('compare')}
          value={compare}
          options={comparisons.map((value) => ({ value, label: t(`comparisons.${value}`) }))}
          onChange={(value) => onChange({ compare: value })}
        />
        <PickField
          label={t('top')}
          value={String(top)}
          options={[...new Set([...TOPS, top])]
            .sort((a, b) => a - b)
            .map((count) => ({ value: String(count), label: t('topN', { count }) }))}
          onChange={(value) => onChange({ top: Number(value) })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-1.5 py-2.5">
        <Segmented
          label={t('chart')}
          segments={shown.map((value) => ({ value, label: t(`charts.${value}`) }))}
          value={shown.includes(chart) ? chart : 'treemap'}
          onChange={(value) => onChange({ chart: value })}
        />
        <span className="ml-auto flex flex-wrap items-center gap-1.5 max-sm:ml-0">
          <FilterChips filters={filters} nameOf={nameOf} onChange={onChange} />
          <FilterMenu filters={filters} onChange={onChange} />
        </span>
      </div>
      <Dialog
        open={waiting !== null}
        onClose={() => setWaiting(null)}
        title={t('chooseTag')}
        actions={<Button onClick={() => setWaiting(null)}>{common('cancel')}</Button>}
      >
        <div className="mt-3">
          <ChoiceList
            of="tagKey"
            name={t('tagKey')}
            filters={filters}
            isChosen={(key) => key === tagKey}
            onToggle={(key) => {
              onChange({ by: waiting ?? by, tagKey: key });
              setWaiting(null);
            }}
            single
          />
        </div>
      </Dialog>
    </>
  );
}
