'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { Segmented } from '@/components/ui/segmented';
import type { ExploreFilters } from '@/lib/explore/filters';
import { toggled } from '@/lib/query/value-list';
import { type Dimension, dimensions } from '@/lib/explore/words';
import { ChoiceList } from './choice-list';

interface FilterMenuProps {
  filters: ExploreFilters;
  onChange: (change: Partial<ExploreFilters>) => void;
}

/** “+ Filter”: a dimension, then the values that the view keeps or leaves out. */
export function FilterMenu({ filters, onChange }: FilterMenuProps) {
  const t = useTranslations('explore');
  const [dimension, setDimension] = useState<Dimension | null>(null);
  const [left, setLeft] = useState<Dimension | null>(null);
  const show = (next: Dimension | null, from: Dimension | null) => {
    setDimension(next);
    setLeft(from);
  };
  const trigger = (
    <>
      <Icon name="plus" />
      {t('filter')}
    </>
  );
  return (
    <Menu
      label={t('filter')}
      triggerClass="chip border-dashed"
      popClass="top-[calc(100%+4px)] right-0 w-[300px]"
      trigger={trigger}
      stays
      onOpen={(open) => !open && show(null, null)}
    >
      {dimension === null ? (
        dimensions.map((one) => (
          <button key={one} ref={one === left ? focus : undefined} type="button" onClick={() => show(one, null)}>
            {t(`dimensions.${one}`)}
          </button>
        ))
      ) : (
        <FilterOf dimension={dimension} filters={filters} onChange={onChange} onBack={() => show(null, dimension)} />
      )}
    </Menu>
  );
}

/** What was pressed is gone: its place is taken by what came instead. */
const focus = (button: HTMLButtonElement | null) => button?.focus();

interface FilterOfProps extends FilterMenuProps {
  dimension: Dimension;
  onBack: () => void;
}

function FilterOf({ dimension, filters, onChange, onBack }: FilterOfProps) {
  const t = useTranslations('explore');
  const list = filters[dimension];
  const [exclude, setExclude] = useState(list?.exclude ?? false);
  const name = t(`dimensions.${dimension}`);
  const needsKey = dimension === 'tag' && filters.tagKey === null;
  return (
    <div className="p-1">
      <div className="mb-1.5 flex items-center justify-between gap-2">
        <button
          ref={focus}
          type="button"
          className="inline-flex items-center gap-1 text-small text-accent hover:underline"
          onClick={onBack}
        >
          <Icon name="right" className="size-3 rotate-180" />
          {t('back')}
        </button>
        {!needsKey && (
          <Segmented
            label={t('filterBy', { name })}
            segments={[
              { value: 'only', label: t('only') },
              { value: 'without', label: t('without') },
            ]}
            value={exclude ? 'without' : 'only'}
            onChange={(kind) => {
              setExclude(kind === 'without');
              if (list) onChange({ [dimension]: { ...list, exclude: kind === 'without' } });
            }}
          />
        )}
      </div>
      {needsKey ? (
        <ChoiceList
          of="tagKey"
          name={t('tagKey')}
          filters={filters}
          isChosen={() => false}
          onToggle={(tagKey) => onChange({ tagKey })}
          single
        />
      ) : (
        <ChoiceList
          of={dimension}
          name={name}
          filters={filters}
          isChosen={(code) => list?.values.includes(code) ?? false}
          onToggle={(code) => onChange({ [dimension]: toggled(list ?? { exclude, values: [] }, code) })}
        />
      )}
    </div>
  );
}
