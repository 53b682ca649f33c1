'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Icon } from '@/components/ui/icon';
import type { ExploreFilters } from '@/lib/explore/filters';
import { type Dimension, dimensions } from '@/lib/explore/words';
import { useNoValue } from './use-no-value';

interface FilterChipsProps {
  filters: ExploreFilters;
  /** Names of codes that are on screen; another one is shown as it is. */
  nameOf: (dimension: Dimension, code: string) => string;
  onChange: (change: Partial<ExploreFilters>) => void;
}

const SHOWN = 2;

/** What the view keeps and leaves out; each can be taken off. */
export function FilterChips({ filters, nameOf, onChange }: FilterChipsProps) {
  const t = useTranslations('explore');
  const noValue = useNoValue();
  const between = useLocale() === 'zh-CN' ? '、' : ', ';
  return dimensions.map((dimension) => {
    const list = filters[dimension];
    if (list === null || list.values.length === 0) return null;
    const name =
      dimension === 'tag' && filters.tagKey ? t('tagNamed', { key: filters.tagKey }) : t(`dimensions.${dimension}`);
    const names = list.values.map((code) => (code === '' ? noValue(dimension) : nameOf(dimension, code)));
    const more = names.length - SHOWN;
    return (
      <span key={dimension} className="chip" data-active>
        <span>{name}</span>
        {list.exclude && <span className="text-attn">{t('not')}</span>}
        <b className="max-w-[220px] truncate" title={names.join(between)}>
          {names.slice(0, SHOWN).join(between)}
        </b>
        {more > 0 && <span>{t('andMore', { count: more })}</span>}
        <button
          type="button"
          className="-mr-[7px] grid size-6 place-items-center rounded-row max-sm:-mr-[9px] max-sm:h-11 max-sm:w-9"
          aria-label={t('clearFilter', { name })}
          onClick={() => onChange({ [dimension]: null })}
        >
          <Icon name="close" />
        </button>
      </span>
    );
  });
}
