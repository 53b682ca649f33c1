'use client';

import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { type Dimension, dimensions } from '@/lib/explore/words';
import { QueryPart } from './pick-field';

interface GroupByProps {
  by: readonly Dimension[];
  tagKey: string | null;
  onChange: (by: readonly Dimension[]) => void;
}

const MOST = 5;

/** “Service then Region +”: each name opens what can be done with it. */
export function GroupBy({ by, tagKey, onChange }: GroupByProps) {
  const t = useTranslations('explore');
  const nameOf = (dimension: Dimension) =>
    dimension === 'tag' && tagKey !== null ? t('tagNamed', { key: tagKey }) : t(`dimensions.${dimension}`);
  const free = dimensions.filter((dimension) => !by.includes(dimension));
  return (
    <QueryPart label={t('groupBy')}>
      {by.length === 0 && <span className="text-ink-3">{t('nothing')}</span>}
      {by.map((dimension, index) => (
        <Fragment key={dimension}>
          {index > 0 && <span className="text-ink-3">{t('then')}</span>}
          <Menu
            label={t('dimensionMenu', { name: nameOf(dimension) })}
            triggerClass="rounded-row font-medium hover:bg-hover max-sm:py-1.5"
            popClass="top-[calc(100%+4px)] left-0"
            trigger={nameOf(dimension)}
          >
            {index > 0 && (
              <button type="button" onClick={() => onChange(swapped(by, index - 1))}>
                {t('earlier', { name: nameOf(dimension) })}
              </button>
            )}
            {index < by.length - 1 && (
              <button type="button" onClick={() => onChange(swapped(by, index))}>
                {t('later', { name: nameOf(dimension) })}
              </button>
            )}
            <button type="button" onClick={() => onChange(by.filter((one) => one !== dimension))}>
              {t('remove', { name: nameOf(dimension) })}
            </button>
          </Menu>
        </Fragment>
      ))}
      {by.length < MOST && (
        <span className="pick relative grid size-6 place-items-center rounded-row hover:bg-hover max-sm:size-8">
          <Icon name="plus" className="size-3 text-ink-3" />
          <select
            className="over-select"
            aria-label={t('addDimension')}
            value=""
            onChange={(event) => onChange([...by, event.target.value as Dimension])}
          >
            <option value="" disabled>
              {t('addDimension')}
            </option>
            {free.map((dimension) => (
              <option key={dimension} value={dimension}>
                {t(`dimensions.${dimension}`)}
              </option>
            ))}
          </select>
        </span>
      )}
    </QueryPart>
  );
}

const swapped = (by: readonly Dimension[], index: number): Dimension[] => {
  const [first, second] = [by[index], by[index + 1]];
  return first && second ? [...by.slice(0, index), second, first, ...by.slice(index + 2)] : [...by];
};
