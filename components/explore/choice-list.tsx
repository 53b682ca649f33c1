'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState } from '@/components/ui/error-state';
import { SearchField } from '@/components/ui/search-field';
import type { ChoiceFilters, ExploreFilters } from '@/lib/explore/filters';
import { choicesQuery } from '@/lib/explore/queries';
import { useNoValue } from './use-no-value';

interface ChoiceListProps {
  of: ChoiceFilters['of'];
  name: string;
  filters: ExploreFilters;
  isChosen: (code: string) => boolean;
  onToggle: (code: string, name: string) => void;
  /** One is enough: buttons instead of boxes. */
  single?: boolean;
}

/** What occurs in the span, most lines first, with a search over all of it. */
export function ChoiceList({ of, name, filters, isChosen, onToggle, single }: ChoiceListProps) {
  const t = useTranslations('explore');
  const noValue = useNoValue();
  const [q, setQ] = useState<string | null>(null);
  const { period, cycle, from, to, account, tagKey } = filters;
  const query = useQuery(
    choicesQuery({ of, q, period, cycle, from, to, account: of === 'account' ? null : account, tagKey }),
  );
  const items = query.data?.items ?? [];
  return (
    <div aria-busy={query.isFetching || undefined}>
      <SearchField label={t('searchIn', { name })} value={q} onChange={setQ} className="mb-1.5 w-full" />
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      <ul className="max-h-[280px] overflow-y-auto">
        {items.map((item) => (
          <li key={item.code}>
            <label className="flex min-h-7 cursor-pointer items-center gap-2 rounded-row px-1.5 hover:bg-hover max-sm:min-h-11">
              <ChoiceBox
                type={single ? 'radio' : 'checkbox'}
                name={`choice ${of}`}
                chosen={isChosen(item.code)}
                onToggle={() => onToggle(item.code, item.name)}
              />
              <span className="min-w-0 truncate" title={item.name}>
                {item.code === '' && of !== 'tagKey' ? noValue(of) : item.name}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {query.isSuccess && items.length === 0 && <p className="px-1.5 py-2 text-ink-3">{t('noChoices')}</p>}
      {query.data?.more && <p className="px-1.5 pt-1.5 text-small text-ink-3">{t('moreChoices')}</p>}
    </div>
  );
}

interface ChoiceBoxProps {
  type: 'radio' | 'checkbox';
  name: string;
  chosen: boolean;
  onToggle: () => void;
}

/** Shows the click at once; the address, which decides, follows when the page has been drawn again. */
function ChoiceBox({ type, name, chosen, onToggle }: ChoiceBoxProps) {
  const [shown, setShown] = useState(chosen);
  const [decided, setDecided] = useState(chosen);
  if (chosen !== decided) {
    setDecided(chosen);
    setShown(chosen);
  }
  const onChange = () => {
    setShown(type === 'radio' || !shown);
    onToggle();
  };
  return <input type={type} name={name} checked={shown} onChange={onChange} />;
}
